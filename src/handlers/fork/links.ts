import { linkTo, type Markdown } from '../../github/escape.ts'
import type { Origin } from '../../mechanisms/fork/slice.ts'

/** The files of a commit. `github` is its web front, without a slash at its end. */
export function linkToOrigin({ repository: { owner, name }, commit }: Origin, github: string): Markdown {
  return linkTo(`${owner}/${name} at ${commit.slice(0, 7)}`, `${github}/${owner}/${name}/tree/${commit}`)
}
