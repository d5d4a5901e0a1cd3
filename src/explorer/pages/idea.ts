import type { Queries } from '../../ledger/database.ts'
import { type DisputeView, type Idea, readLogins, readTimeline } from '../../ledger/read.ts'
import { type Bar, largestFirst, layBar } from '../bar.ts'
import { shownPayments } from '../payments.ts'
import { fundingBar } from './home.ts'

const ENTRIES_ON_A_PAGE = 100

/** One idea with its money and its timeline up to a position of the ledger. */
export async function ideaPage(queries: Queries, { view }: Idea, until: number | undefined) {
  const { entries, earlier, later } = await readTimeline(queries, view.stream, {
    until,
    limit: ENTRIES_ON_A_PAGE,
  })
  const funders = view.funders.toSorted((a, b) => largestFirst(a.amount, b.amount))
  const logins = await readLogins(
    queries,
    funders.map(({ coldkey }) => coldkey),
  )
  return {
    view,
    bar: fundingBar(view),
    funders: funders.map((funder) => ({ ...funder, login: logins.get(funder.coldkey) ?? null })),
    disputes: view.disputes.map((dispute) => ({ ...dispute, bar: voteBar(dispute) })),
    incidents: (view.probation?.incidents ?? []).map((incident) => ({ ...incident, bar: voteBar(incident) })),
    payments: await shownPayments(queries, view),
    entries,
    events: earlier + entries.length + later,
    earlier,
    /** The position before the first entry. */
    before: (entries[0]?.position ?? 1) - 1,
    later: later > 0,
  }
}

/** How the stake that voted is divided; the bar's whole is what voted. */
function voteBar({ upholding, rejecting }: DisputeView): Bar {
  return layBar([upholding], upholding + rejecting)
}
