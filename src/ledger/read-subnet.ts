import { and, asc, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Refund, RefundOwed } from '../mechanisms/deposit/slice.ts'
import type { ExtrinsicRef } from '../mechanisms/intent.ts'
import type { RoundRecord } from '../mechanisms/mining/history.ts'
import { raceOf, subnetOf } from '../mechanisms/streams/names.ts'
import type { ProposalState } from '../mechanisms/subnet/proposal.ts'
import { race } from '../mechanisms/subnet/race.ts'
import { type SubnetState, together } from '../mechanisms/subnet/state.ts'
import { subnet } from '../mechanisms/subnet/subnet.ts'
import { readCopies } from './copies.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { candidates, events, intents, rounds } from './schema.ts'
import { readStates } from './states.ts'

/** A subnet with its race, its rounds and its proposals; what it is to begin with where nothing was recorded. */
export async function readSubnet(queries: Queries, stream: string): Promise<SubnetState> {
  const [state] = await readSubnets(queries, [stream])
  if (!state) throw new Error(`${stream} was not read`)
  return state
}

/** The same of several, in their order, by as many queries as for one. */
export async function readSubnets(
  queries: Queries,
  streams: readonly string[],
): Promise<readonly SubnetState[]> {
  if (streams.length === 0) return []
  const lives = await readStates(queries, subnet, streams)
  const races = await readStates(queries, race, streams.map(raceOf))
  const records = Map.groupBy(await readRounds(queries, streams), (row) => row.subnet)
  const paid = Map.groupBy(await readSettled(queries, streams), (row) => subnetOf(row.stream))
  const owed = Map.groupBy(await readRefunds(queries, streams), (row) => subnetOf(row.stream))
  const rows = Map.groupBy(await readCandidates(queries, streams), (row) => row.subnet)
  const states: SubnetState[] = []
  for (const [place, stream] of streams.entries()) {
    const [life, present] = [lives[place]?.state, races[place]?.state]
    if (!life || !present) continue
    const proposals = rows.get(stream) ?? []
    states.push(
      together({
        life,
        race: present,
        rounds: (records.get(stream) ?? []).map(({ record }) => decode<RoundRecord>(record)),
        proposals: proposals.map(({ state }) => decode<ProposalState>(state)),
        copies: await readCopies(queries, stream, present, proposals),
        settled: Object.fromEntries((paid.get(stream) ?? []).map(({ key, extrinsic }) => [key, extrinsic])),
        refunds: (owed.get(stream) ?? []).map(({ data }) => refundIn(decode<RefundOwed>(data))),
      }),
    )
  }
  return states
}

const readRounds = (queries: Queries, streams: readonly string[]) =>
  queries
    .select({ subnet: rounds.subnet, record: rounds.record })
    .from(rounds)
    .where(inArray(rounds.subnet, [...streams]))
    .orderBy(asc(rounds.subnet), asc(rounds.number))

function readCandidates(queries: Queries, streams: readonly string[]) {
  const { subnet: of, pull, state, running, digest } = candidates
  return queries
    .select({ subnet: of, pull, state, running, digest })
    .from(candidates)
    .where(inArray(of, [...streams]))
    .orderBy(asc(of), asc(pull))
}

/** More of the past than any page shows, of one subnet. */
const MOST_PAST = 500

/** Where their intents were settled, the last ones: for a life without refunds these are all. */
async function readSettled(queries: Queries, streams: readonly string[]) {
  const rows = await queries
    .select({ stream: intents.stream, key: intents.key, settledIn: intents.settledIn })
    .from(intents)
    .where(and(inArray(intents.stream, bothOf(streams)), isNotNull(intents.settledIn)))
    .limit(MOST_PAST * streams.length)
  return rows.map(({ stream, key, settledIn }) => ({
    stream,
    key,
    extrinsic: decode<ExtrinsicRef>(settledIn ?? 'null'),
  }))
}

/** What was to go back out of their escrows, the last ones, the oldest of them first. */
async function readRefunds(queries: Queries, streams: readonly string[]) {
  const rows = await queries
    .select({ stream: events.stream, data: events.data })
    .from(events)
    .where(and(inArray(events.stream, bothOf(streams)), eq(events.type, REFUND_OWED)))
    .orderBy(desc(events.position))
    .limit(MOST_PAST * streams.length)
  return rows.toReversed()
}

const REFUND_OWED = 'RefundOwed' satisfies RefundOwed['type']

/** A subnet's life and its race: these pay. */
const bothOf = (streams: readonly string[]): string[] => streams.flatMap((stream) => [stream, raceOf(stream)])

const refundIn = ({ payer, amount, reason, extrinsic }: RefundOwed): Refund => ({
  payer,
  amount,
  reason,
  extrinsic,
})
