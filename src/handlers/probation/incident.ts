import { clip } from '../../github/escape.ts'
import { SHOWN, type ThreadFacts } from '../../github/facts.ts'
import { DISPUTED } from '../../github/labels.ts'
import { renderTemplate } from '../../github/template.ts'
import type { Thread } from '../../github/thread.ts'
import type { Dispute, Side } from '../../mechanisms/dispute/slice.ts'
import { stakeFor, stakeOf } from '../../mechanisms/dispute/verdict.ts'
import { incidentOf } from '../../mechanisms/probation/decide.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'

export const incidentSubject = (stream: string, issue: number): string => `incident:${stream}:${issue}`

/** Rule L3: what the issue of an incident shows. Null where the issue is none. The issue itself stays as people have it. */
export function renderIncident(
  state: SubnetState,
  issue: number,
  { page }: Pick<ThreadFacts, 'page'>,
): Thread | null {
  const dispute = incidentOf(state, issue)?.dispute
  const { launch } = state
  if (!dispute || !launch) return null
  const { challenger, reason, openedAt, closesAt, verdict, quorum, electorate, votes } = dispute
  const [upholding, rejecting] = [stakeFor(dispute, 'uphold'), stakeFor(dispute, 'reject')]
  const body = renderTemplate('probation/incident', {
    opener: clip(challenger.login, SHOWN.login),
    reason: clip(reason, SHOWN.text) || '…',
    guarantor: clip(launch.guarantor.login, SHOWN.login),
    netuid: launch.netuid,
    openedAt,
    closesAt,
    verdict,
    quorum,
    page,
    upholding,
    rejecting,
    voted: upholding + rejecting,
    stake: stakeOf(electorate),
    upholders: countOf(dispute, 'uphold'),
    rejecters: countOf(dispute, 'reject'),
    voters: Object.keys(votes).length,
    electors: electorate.length,
  })
  return { body, labels: verdict === null ? [DISPUTED] : [], closed: false }
}

const countOf = ({ votes }: Dispute, side: Side): number =>
  Object.values(votes).filter((vote) => vote === side).length
