import { asc, inArray } from 'drizzle-orm'
import type { RoundRecord } from '../mechanisms/mining/history.ts'
import { raceOf, subnetOf } from '../mechanisms/streams/names.ts'
import { type RaceState, race } from '../mechanisms/subnet/race.ts'
import { type SubnetState, together } from '../mechanisms/subnet/state.ts'
import { type LifeState, subnet } from '../mechanisms/subnet/subnet.ts'
import { readCandidates } from './candidates.ts'
import { readCopies } from './copies.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { readRefunds, readSettled } from './past.ts'
import { rounds } from './schema.ts'
import { readState, readStates } from './states.ts'

/** A subnet's life alone, whatever is proposed to it. */
export const readLife = async (queries: Queries, stream: string): Promise<LifeState> =>
  (await readState(queries, subnet, stream)).state

/** The race of a subnet alone. */
export const readRace = async (queries: Queries, stream: string): Promise<RaceState> =>
  (await readState(queries, race, raceOf(stream))).state

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
        proposals: proposals.map(({ state }) => state),
        copies: await readCopies(queries, stream, present, proposals),
        settled: Object.fromEntries((paid.get(stream) ?? []).map(({ key, extrinsic }) => [key, extrinsic])),
        refunds: (owed.get(stream) ?? []).map(({ refund }) => refund),
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
