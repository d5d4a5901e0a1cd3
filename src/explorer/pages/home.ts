import type { Queries } from '../../ledger/database.ts'
import { ledgerTime, type MarketLine, readMarket } from '../../ledger/market.ts'
import { countPhases, listIdeas } from '../../ledger/read.ts'
import { PHASES, type ShownPhase } from '../request.ts'
import type { Say } from '../say.ts'

const IDEAS_ON_A_PAGE = 20

export interface HomeRequest {
  readonly phase: ShownPhase | undefined
  /** Only ideas older than the one with this ordinal. */
  readonly before: number | undefined
}

/** The ideas of one phase, or all, the newest first; before all of them, what is worth a look now. As many queries however many there are. */
export async function homePage(queries: Queries, { phase, before }: HomeRequest, say: Say) {
  const counts = await countPhases(queries)
  const found = await listIdeas(queries, { phase, before, limit: IDEAS_ON_A_PAGE + 1 })
  const ideas = found.slice(0, IDEAS_ON_A_PAGE)
  const said = await say.many(
    queries,
    ideas.map(({ state }) => state),
  )
  const phases = PHASES.map((name) => ({ name, ideas: counts.get(name) ?? 0 }))
  const total = phases.reduce((sum, { ideas }) => sum + ideas, 0)
  // Where there are few ideas, the list below says as much.
  const isWhole = phase === undefined && before === undefined && total > LINES
  return {
    highlights: isWhole ? await readHighlights(queries) : null,
    phase: phase ?? null,
    phases: phases.filter(({ name, ideas }) => ideas > 0 || name === phase),
    total,
    firstPage: before === undefined,
    ideas: ideas.map(({ view }, place) => ({ view, said: said[place] ?? null })),
    older: found.length > ideas.length ? (ideas.at(-1)?.ordinal ?? null) : null,
  }
}

const LINES = 3

interface Highlights {
  /** Whose funding ends soonest. */
  readonly ending: readonly MarketLine[]
  /** What got most TAO in the last 7 days. */
  readonly rising: readonly MarketLine[]
  /** Where most proposals compete. */
  readonly races: readonly MarketLine[]
}

async function readHighlights(queries: Queries): Promise<Highlights | null> {
  const at = await ledgerTime(queries)
  const page = { skip: 0, limit: LINES } as const
  const ending = await readMarket(queries, { ...page, order: 'ending', phase: 'funding' }, at)
  const rising = await readMarket(queries, { ...page, order: 'momentum' }, at)
  const races = await readMarket(queries, { ...page, order: 'proposals', phase: 'minable' }, at)
  const found = {
    ending: ending.filter(({ endsIn }) => endsIn !== null),
    rising: rising.filter(({ momentum }) => momentum > 0n),
    races: races.filter(({ proposals }) => proposals > 0),
  }
  return Object.values(found).some((lines) => lines.length > 0) ? found : null
}
