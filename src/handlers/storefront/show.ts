import { readSold } from '../../ledger/purchases.ts'
import { type GitHubWork, showThread } from '../kit/show.ts'
import { incidentSubject } from '../probation/incident.ts'
import { renderStorefront } from './thread.ts'

/** The comment of the issue in which a subnet's output is sold. */
export async function showStorefront(work: GitHubWork, stream: string): Promise<void> {
  const state = await work.ledger.readSubnet(stream)
  const sold = await readSold(work.ledger.queries, stream)
  const thread = renderStorefront(state, sold, work.places)
  const issue = state.storefront?.issue
  if (!thread || !state.home || issue === undefined) return
  // It is put back by the number of its issue, as incidents are: no issue of a home is both.
  await showThread(work, incidentSubject(stream, issue), { ...state.home, issue }, thread)
}
