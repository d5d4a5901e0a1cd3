import { readCandidate } from '../../ledger/candidates.ts'
import { readLife, readRace } from '../../ledger/read-subnet.ts'
import { readScoresOf } from '../../ledger/scores.ts'
import { type Surface, surfaceOf } from '../../ledger/surfaces.ts'
import { takesScores } from '../../mechanisms/mining/rounds.ts'
import { isRunning } from '../../mechanisms/proposal/decide.ts'
import { liveScores } from '../../mechanisms/scoring/standings.ts'
import { subnetOf } from '../../mechanisms/streams/names.ts'
import type { GitHubWork } from '../kit/show.ts'
import { checkSubject, ownPart, type Placing, renderCheck, type SeesHead } from './check.ts'
import { lastPlace, noteOf, showCheck } from './show-check.ts'

/**
 * Shows what came to one head, and reads nothing of the others: what it takes does not grow with their number. Where something
 * came, the check run says that the rank follows, and which it was when all were reckoned last.
 */
export async function showHead(work: GitHubWork, stream: string): Promise<void> {
  const { queries } = work.ledger
  const subnet = subnetOf(stream)
  const known = await readCandidate(queries, stream)
  if (!known?.proposal) return
  const { proposal } = known
  const scores = await readScoresOf(queries, stream)
  const { home } = await readLife(queries, subnet)
  const { mining } = await readRace(queries, subnet)
  const { pull } = proposal
  const state: SeesHead = { mining, proposals: { [pull]: proposal }, scores: { [pull]: scores } }
  const subject = checkSubject(subnet, proposal)
  const own = ownPart(state, pull)
  const place = placeAlone(state, pull, own, await surfaceOf(queries, subject))
  const desired = renderCheck(state, pull, place)
  if (desired) await showCheck(work, { home }, { pull, subject, desired, note: noteOf(own, place) })
}

/** Nothing new of its own: it stands where it was reckoned last, until the others are reckoned with it. */
function placeAlone(state: SeesHead, pull: number, own: string, shown: Surface | null): Placing | null {
  const proposal = state.proposals[pull]
  if (!proposal || !isRunning(proposal) || !takesScores(state)) return null
  const last = shown && lastPlace(shown)
  if (last && shown?.own === own && !shown.waits) return { kind: 'reckoned', ...last }
  return { kind: 'waiting', scores: liveScores(proposal, state.scores[pull]).length, last }
}
