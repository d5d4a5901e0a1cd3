import { pageOf } from '../../github/places.ts'
import { renderDrift } from '../drift/thread.ts'
import { type GitHubWork, showThread } from '../kit/show.ts'
import { showStorefront } from '../storefront/show.ts'
import { renderTask } from '../task/thread.ts'
import { incidentSubject, renderIncident } from './incident.ts'

/** The comment of one incident, in the subnet's own repository; of its storefront, its drift or a task, where the issue is that. */
export async function showIncident(work: GitHubWork, stream: string, issue: number): Promise<void> {
  const state = await work.ledger.readSubnet(stream)
  if (state.storefront?.issue === issue) return showStorefront(work, stream)
  const page = pageOf(work.places, state)
  const thread =
    state.drift.issue === issue
      ? renderDrift(state, page)
      : (renderTask(state, issue) ?? renderIncident(state, issue, { page }))
  if (!thread || !state.home) return
  await showThread(work, incidentSubject(stream, issue), { ...state.home, issue }, thread)
}
