import { clip } from '../../github/escape.ts'
import { SHOWN, type ThreadFacts } from '../../github/facts.ts'
import { DISPUTED } from '../../github/labels.ts'
import { renderTemplate } from '../../github/template.ts'
import type { Thread } from '../../github/thread.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'

export const incidentSubject = (stream: string, issue: number): string => `incident:${stream}:${issue}`

/** Rule L3: what the issue of an incident shows. Null where the issue is none. The issue itself stays as people have it. */
export function renderIncident(
  state: SubnetState,
  issue: number,
  { page }: Pick<ThreadFacts, 'page'>,
): Thread | null {
  const incident = state.incidents.find(({ number }) => number === issue)
  const { launch } = state
  const accused = incident?.accused
  if (!incident || !launch || !accused) return null
  const { challenger, reason, openedAt, closesAt, verdict, quorum, stake, electors } = incident
  const { upholding, rejecting, upholders, rejecters } = incident
  const body = renderTemplate('probation/incident', {
    opener: clip(challenger.login, SHOWN.login),
    reason: clip(reason, SHOWN.text) || '…',
    guarantor: clip(accused.guarantor.login, SHOWN.login),
    isUpdate: accused.isUpdate,
    netuid: launch.netuid,
    openedAt,
    closesAt,
    verdict,
    quorum,
    page,
    upholding,
    rejecting,
    voted: upholding + rejecting,
    stake,
    upholders,
    rejecters,
    voters: upholders + rejecters,
    electors,
  })
  return { body, labels: verdict === null ? [DISPUTED] : [], closed: false }
}
