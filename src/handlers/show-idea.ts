import { repositoryNamed } from '../github/api.ts'
import { decode } from '../ledger/json.ts'
import { type Surface, surfaceOf } from '../ledger/surfaces.ts'
import type { FormProblem } from './kit/handler.ts'
import { type GitHubWork, showThread, type ThreadPlace } from './kit/show.ts'
import { renderFormProblems, withEditProblems } from './replies.ts'
import { renderThread } from './thread.ts'
import { readThreadFacts } from './thread-facts.ts'

/** The thread of one idea, or of a form that is not filled in yet. */
export async function showIdea(work: GitHubWork, stream: string): Promise<void> {
  const { queries } = work.ledger
  const state = await work.ledger.readSubnet(stream)
  const row = await surfaceOf(queries, stream)
  const problems = row?.form ? decode<FormProblem[]>(row.form) : []
  if (!state.idea) {
    const place = row && problems.length > 0 ? placeOf(row) : null
    return place ? showThread(work, stream, place, renderFormProblems(problems)) : undefined
  }
  const facts = await readThreadFacts(queries, work.places, state)
  const thread = renderThread(state, facts)
  if (thread) await showThread(work, stream, state.idea, withEditProblems(thread, problems))
}

/** An issue whose form is not filled in as it should be has no state: where it is is kept beside its surface. */
const placeOf = ({ installationId, repository, issue }: Surface): ThreadPlace | null =>
  issue === null ? null : { installation: installationId, repository: repositoryNamed(repository), issue }
