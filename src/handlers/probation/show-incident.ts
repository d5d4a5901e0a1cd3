import { pageOf } from '../../github/places.ts'
import { type GitHubWork, showThread } from '../kit/show.ts'
import { incidentSubject, renderIncident } from './incident.ts'

/** The comment of one incident, in the subnet's own repository. */
export async function showIncident(work: GitHubWork, stream: string, issue: number): Promise<void> {
  const state = await work.ledger.readSubnet(stream)
  const thread = renderIncident(state, issue, { page: pageOf(work.places, state) })
  if (!thread || !state.home) return
  await showThread(work, incidentSubject(stream, issue), { ...state.home, issue }, thread)
}
