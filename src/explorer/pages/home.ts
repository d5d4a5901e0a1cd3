import type { Queries } from '../../ledger/database.ts'
import { countPhases, listIdeas } from '../../ledger/read.ts'
import { PHASES, type ShownPhase } from '../request.ts'
import type { Say } from '../say.ts'

const IDEAS_ON_A_PAGE = 20

export interface HomeRequest {
  readonly phase: ShownPhase | undefined
  /** Only ideas older than the one with this ordinal. */
  readonly before: number | undefined
}

/** The ideas of one phase, or all, the newest first. As many queries however many there are. */
export async function homePage(queries: Queries, { phase, before }: HomeRequest, say: Say) {
  const counts = await countPhases(queries)
  const found = await listIdeas(queries, { phase, before, limit: IDEAS_ON_A_PAGE + 1 })
  const ideas = found.slice(0, IDEAS_ON_A_PAGE)
  const said = await say.many(
    queries,
    ideas.map(({ state }) => state),
  )
  const phases = PHASES.map((name) => ({ name, ideas: counts.get(name) ?? 0 }))
  return {
    phase: phase ?? null,
    phases: phases.filter(({ name, ideas }) => ideas > 0 || name === phase),
    total: phases.reduce((sum, { ideas }) => sum + ideas, 0),
    firstPage: before === undefined,
    ideas: ideas.map(({ view }, place) => ({ view, said: said[place] ?? null })),
    older: found.length > ideas.length ? (ideas.at(-1)?.ordinal ?? null) : null,
  }
}
