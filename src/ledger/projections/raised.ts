import { sql } from 'drizzle-orm'
import { roundOf, withLoan } from '../../mechanisms/funding/rounds.ts'
import type {
  ContributionCounted,
  ContributionWithdrawn,
  FundersRefunded,
  FundingRound,
  FundingSlice,
} from '../../mechanisms/funding/slice.ts'
import type { Queries } from '../database.ts'
import { raisedDays, raisedSteps } from '../schema.ts'
import type { Projection } from './projection.ts'

const DAY = 86_400_000

/** What each round had raised, and when: its state keeps what it has raised now. */
export const raisedRows: Projection<'subnet'> = {
  name: 'raised',
  version: 1,
  tables: ['raised_steps', 'raised_days'],
  kinds: ['subnet'],
  hears: ({ event }) => moves(event),
  overwrites: false,
  apply: async (queries, { stream, sequence, event, before, after }) => {
    if (!moves(event)) return
    const now = roundMoved(event, after.funding)
    if (!now) return
    const { round } = now
    const raised = event.type === 'FundersRefunded' && event.all ? 0n : now.raised
    const had = roundOf(before.funding, round)?.raised ?? 0n
    await keep(queries, { stream, sequence, round, at: event.at, raised, change: raised - had })
  },
}

type Moving = ContributionCounted | ContributionWithdrawn | FundersRefunded

const moves = (event: { readonly type: string }): event is Moving =>
  event.type === 'ContributionCounted' ||
  event.type === 'ContributionWithdrawn' ||
  event.type === 'FundersRefunded'

const roundMoved = (event: Moving, funding: FundingSlice | null): FundingRound | undefined =>
  event.type === 'FundersRefunded' ? roundOf(funding, event.round) : withLoan(funding, event.loan)

interface Step {
  readonly stream: string
  readonly sequence: number
  readonly round: number
  readonly at: number
  readonly raised: bigint
  readonly change: bigint
}

async function keep(queries: Queries, { change, ...step }: Step): Promise<void> {
  const { stream, round, at, raised } = step
  await queries.insert(raisedSteps).values(step)
  await queries
    .insert(raisedDays)
    .values({ stream, round, day: Math.floor(at / DAY), raised, change })
    .onConflictDoUpdate({
      target: [raisedDays.stream, raisedDays.round, raisedDays.day],
      set: { raised: sql`excluded.raised`, change: sql`${raisedDays.change} + excluded.change` },
    })
}
