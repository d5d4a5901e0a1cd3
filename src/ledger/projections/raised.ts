import { sql } from 'drizzle-orm'
import { roundOf, withLoan } from '../../mechanisms/funding/rounds.ts'
import type {
  ContributionCounted,
  ContributionWithdrawn,
  FundersRefunded,
  FundingRound,
  FundingSlice,
} from '../../mechanisms/funding/slice.ts'
import type { StreamChange } from '../changes.ts'
import type { Queries } from '../database.ts'
import { raisedDays } from '../schema.ts'
import type { GatheredProjection } from './projection.ts'

const DAY = 86_400_000

/** What each round had raised at the end of each day: its state keeps what it has raised now. */
export const raisedRows: GatheredProjection<'subnet'> = {
  name: 'raised',
  version: 2,
  tables: ['raised_days'],
  kinds: ['subnet'],
  hears: ({ event }) => movesRaised(event),
  applyAll: keepDays,
}

/** What moves TAO into a round, or out of it. */
export type RaisedMove = ContributionCounted | ContributionWithdrawn | FundersRefunded

export const RAISED_MOVES = ['ContributionCounted', 'ContributionWithdrawn', 'FundersRefunded'] as const

const movesRaised = (event: { readonly type: string }): event is RaisedMove =>
  RAISED_MOVES.some((type) => type === event.type)

const roundMoved = (event: RaisedMove, funding: FundingSlice | null): FundingRound | undefined =>
  event.type === 'FundersRefunded' ? roundOf(funding, event.round) : withLoan(funding, event.loan)

type DayRow = typeof raisedDays.$inferInsert

async function keepDays(queries: Queries, changes: readonly StreamChange<'subnet'>[]): Promise<void> {
  const rows = new Map<string, DayRow>()
  for (const change of changes) {
    const row = dayOf(change)
    if (!row) continue
    const key = `${row.stream} ${row.round} ${row.day}`
    rows.set(key, { ...row, change: row.change + (rows.get(key)?.change ?? 0n) })
  }
  if (rows.size === 0) return
  await queries
    .insert(raisedDays)
    .values([...rows.values()])
    .onConflictDoUpdate({
      target: [raisedDays.stream, raisedDays.round, raisedDays.day],
      set: { raised: sql`excluded.raised`, change: sql`${raisedDays.change} + excluded.change` },
    })
}

function dayOf({ stream, event, before, after }: StreamChange<'subnet'>): DayRow | null {
  if (!movesRaised(event)) return null
  const now = roundMoved(event, after.funding)
  if (!now) return null
  const { round } = now
  const raised = event.type === 'FundersRefunded' && event.all ? 0n : now.raised
  const had = roundOf(before.funding, round)?.raised ?? 0n
  return { stream, round, day: Math.floor(event.at / DAY), raised, change: raised - had }
}
