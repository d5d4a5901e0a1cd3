import { repositoryNamed } from '../github/api.ts'
import { decode } from '../ledger/json.ts'
import { movedTo, type Place } from '../ledger/moves.ts'
import { REGISTRATION_COST, readReading } from '../ledger/readings.ts'
import { type Surface, surfaceOf } from '../ledger/surfaces.ts'
import type { FormProblem } from './kit/handler.ts'
import { type GitHubWork, showThread, type ThreadPlace } from './kit/show.ts'
import { showPiecewise } from './piecewise.ts'
import { renderFormProblems, withEditProblems, withMove } from './replies.ts'

/** The thread of one idea, or of a form that is not filled in yet. */
export async function showIdea(work: GitHubWork, stream: string): Promise<void> {
  const { queries } = work.ledger
  const row = await surfaceOf(queries, stream)
  const problems = row?.form ? decode<FormProblem[]>(row.form) : []
  const shown = await showPiecewise(queries, work.places, stream)
  if (shown) {
    const moved = await movedTo(queries, stream)
    const place = moved ? placeAt(moved) : shown.idea
    if (place)
      await showThread(work, stream, place, withMove(withEditProblems(shown.thread, problems), moved))
    return
  }
  const place = row && problems.length > 0 ? placeOf(row) : null
  if (!place) return
  const cost = await readReading(queries, REGISTRATION_COST)
  await showThread(work, stream, place, renderFormProblems(problems, cost))
}

/** Where none of our installations is, nothing can be shown. */
const placeAt = ({ installation, repository, issue }: Place): ThreadPlace | null =>
  installation === null ? null : { installation, repository: repositoryNamed(repository), issue }

/** An issue whose form is not filled in as it should be has no state: where it is is kept beside its surface. */
const placeOf = ({ installationId, repository, issue }: Surface): ThreadPlace | null =>
  issue === null ? null : { installation: installationId, repository: repositoryNamed(repository), issue }
