import { issueAt } from '../../github/places.ts'
import type { Parent } from '../../mechanisms/fork/slice.ts'
import type { IdeaSlice } from '../../mechanisms/idea/slice.ts'
import { parentFiles } from '../fork/parent-files.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { scaffoldOf } from './first-files.ts'

/** A subnet's first files, and what the commit says that brings them. */
export interface First {
  readonly files: ReadonlyMap<string, string>
  readonly message: string
}

/** A fork begins with its parent's, as far as they can still be read. */
export async function firstFiles(
  { github, places, contents }: Pick<ErrandTools, 'github' | 'places' | 'contents'>,
  idea: IdeaSlice,
  parent: Parent | null,
): Promise<First> {
  const { repository, issue, installation } = idea
  const own = scaffoldOf({
    idea,
    github: places.github,
    parent: parent && { title: parent.title, url: issueAt(places.github, parent) },
  })
  const message = `Begin the subnet of ${repository.owner}/${repository.name}#${issue}`
  if (!parent) return { files: own, message }
  const octokit = await github.asInstallation(installation)
  const forked = await parentFiles(octokit, contents, parent, own, places.github)
  return forked ? { files: forked.files, message: `${message}\n\n${forked.credit}` } : { files: own, message }
}
