import { linkTo, type Markdown } from '../../github/escape.ts'
import { issueAt, repositoryAt } from '../../github/places.ts'
import type { Origin, Parent } from '../../mechanisms/fork/slice.ts'

/** The files of a commit. `github` is its web front, without a slash at its end. */
export function linkToOrigin({ repository, commit }: Origin, github: string): Markdown {
  const { owner, name } = repository
  const url = `${repositoryAt(github, repository)}/tree/${commit}`
  return linkTo(`${owner}/${name} at ${commit.slice(0, 7)}`, url)
}

/** The issue of a parent's idea. */
export function linkToParent(parent: Pick<Parent, 'repository' | 'issue'>, github: string): Markdown {
  const { repository, issue } = parent
  return linkTo(`${repository.owner}/${repository.name}#${issue}`, issueAt(github, parent))
}
