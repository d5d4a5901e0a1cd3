import { linkTo, type Markdown } from '../../github/escape.ts'
import type { Origin, Parent } from '../../mechanisms/fork/slice.ts'

/** The files of a commit. `github` is its web front, without a slash at its end. */
export function linkToOrigin({ repository: { owner, name }, commit }: Origin, github: string): Markdown {
  return linkTo(`${owner}/${name} at ${commit.slice(0, 7)}`, `${github}/${owner}/${name}/tree/${commit}`)
}

/** The issue of a parent's idea. */
export function linkToParent({ repository, issue }: Pick<Parent, 'repository' | 'issue'>, github: string) {
  const market = `${repository.owner}/${repository.name}`
  return linkTo(`${market}#${issue}`, `${github}/${market}/issues/${issue}`)
}
