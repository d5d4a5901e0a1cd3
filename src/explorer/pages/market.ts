import type { Queries } from '../../ledger/database.ts'
import { countMarket, ledgerTime, ORDERS, raisedByDay, readMarket } from '../../ledger/market.ts'
import { countPhases } from '../../ledger/read.ts'
import { sparkline } from '../charts/sparkline.ts'
import { type MarketRequest, PHASES } from '../request.ts'

const LINES_ON_A_PAGE = 50

/** The market as a table. As many queries however many ideas there are. */
export async function marketPage(queries: Queries, { order, phase, search, page }: MarketRequest) {
  const wanted = { order, phase, search, skip: (page - 1) * LINES_ON_A_PAGE, limit: LINES_ON_A_PAGE }
  const at = await ledgerTime(queries)
  const lines = await readMarket(queries, wanted, at)
  const total = await countMarket(queries, { phase, search })
  const raised = await raisedByDay(
    queries,
    lines.map(({ stream }) => stream),
    at,
  )
  const counts = await countPhases(queries)
  return {
    order,
    orders: ORDERS,
    phase: phase ?? null,
    phases: PHASES.filter((name) => counts.has(name) || name === phase),
    search,
    page,
    pages: Math.max(1, Math.ceil(total / LINES_ON_A_PAGE)),
    total,
    lines: lines.map((line) => {
      const steps = (raised.get(line.stream) ?? []).map((one) => ({ at: one.at, amount: Number(one.raised) }))
      return { ...line, spark: sparkline(steps, at) }
    }),
    href: (changes: Partial<MarketRequest>) => hrefOf({ order, phase, search, page: 1, ...changes }),
  }
}

/** What is as it is without asking is not named. */
function hrefOf({ order, phase, search, page }: MarketRequest): string {
  const asked = new URLSearchParams()
  if (search !== '') asked.set('q', search)
  if (phase !== undefined) asked.set('phase', phase)
  if (order !== ORDERS[0]) asked.set('sort', order)
  if (page > 1) asked.set('page', String(page))
  return asked.size === 0 ? '/market' : `/market?${asked}`
}
