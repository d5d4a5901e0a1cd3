import type { Queries } from '../../ledger/database.ts'
import { type DisputeView, type Idea, readLogins, readTimeline } from '../../ledger/read.ts'
import { type Bar, largestFirst, layBar } from '../bar.ts'
import { shownPayments } from '../payments.ts'
import { fundingBar } from './home.ts'

const ENTRIES_ON_A_PAGE = 100

/** One idea with its money and its timeline up to a sequence number. Three queries. */
export async function ideaPage(queries: Queries, { view, events }: Idea, until: number | undefined) {
  const entries = await readTimeline(queries, view.stream, { until, limit: ENTRIES_ON_A_PAGE })
  const funders = view.funders.toSorted((a, b) => largestFirst(a.amount, b.amount))
  const logins = await readLogins(
    queries,
    funders.map(({ coldkey }) => coldkey),
  )
  const first = entries[0]?.sequence ?? 1
  return {
    view,
    bar: fundingBar(view),
    funders: funders.map((funder) => ({ ...funder, login: logins.get(funder.coldkey) ?? null })),
    disputes: view.disputes.map((dispute) => ({ ...dispute, bar: voteBar(dispute) })),
    incidents: (view.probation?.incidents ?? []).map((incident) => ({ ...incident, bar: voteBar(incident) })),
    payments: await shownPayments(queries, view),
    entries,
    events,
    earlier: first > 1 ? first - 1 : null,
    later: (entries.at(-1)?.sequence ?? events) < events,
  }
}

/** How the stake that voted is divided; the bar's whole is what voted. */
function voteBar({ upholding, rejecting }: DisputeView): Bar {
  return layBar([upholding], upholding + rejecting)
}
