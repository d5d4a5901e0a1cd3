import { and, asc, desc, inArray, isNotNull } from 'drizzle-orm'
import { type DividendsState, dividends, NO_DAYS } from '../mechanisms/dividends/dividends.ts'
import type { RoundRecord } from '../mechanisms/mining/history.ts'
import type { Round } from '../mechanisms/mining/slice.ts'
import type { ProbationDay } from '../mechanisms/probation/slice.ts'
import { refunds } from '../mechanisms/refund/refunds.ts'
import { dividendsOf, isRefund, raceOf, subnetOf, teamOf } from '../mechanisms/streams/names.ts'
import { type RaceState, race } from '../mechanisms/subnet/race.ts'
import { type SubnetState, together } from '../mechanisms/subnet/state.ts'
import { type LifeState, subnet } from '../mechanisms/subnet/subnet.ts'
import { type TeamState, team } from '../mechanisms/team/team.ts'
import { readBallots } from './ballots.ts'
import { readCandidates } from './candidates.ts'
import { readCopies } from './copies.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { readRefunds, readSettled } from './past.ts'
import { days, rounds } from './schema.ts'
import { readScores } from './scores.ts'
import { type Folded, readState, readStates } from './states.ts'

/** A subnet's life alone, whatever is proposed to it. */
export const readLife = async (queries: Queries, stream: string): Promise<LifeState> =>
  (await readState(queries, subnet, stream)).state

/** The race of a subnet alone. */
export const readRace = async (queries: Queries, stream: string): Promise<RaceState> =>
  (await readState(queries, race, raceOf(stream))).state

/** SS58 of the treasury whose pots the intents of a stream are paid from; null where it has none. */
export async function treasuryPaying(queries: Queries, stream: string): Promise<string | null> {
  if (isRefund(stream)) return (await readState(queries, refunds, stream)).state.refund.from?.treasury ?? null
  return (await readLife(queries, subnetOf(stream))).idea?.pots?.float ?? null
}

/** The team of a subnet alone, with its tasks. */
export const readTeamState = async (queries: Queries, stream: string): Promise<TeamState> =>
  (await readState(queries, team, teamOf(stream))).state

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
  const owed = Map.groupBy(await readRefunds(queries, streams), (row) => row.subnet)
  // Most subnets have none of these: then nothing is asked.
  const voted = streamsOf(lives, ({ dispute, probation }) => dispute.count > 0 || probation !== null)
  const votes = Map.groupBy(await readBallots(queries, voted), (row) => row.stream)
  const proven = streamsOf(lives, ({ probation }) => (probation?.recorded ?? 0) > 0)
  const recorded = Map.groupBy(await readDays(queries, proven), (row) => row.stream)
  const started = streamsOf(lives, ({ launch }) => (launch?.startedAt ?? null) !== null)
  const teams = await readTeams(queries, started)
  const live = streamsOf(lives, ({ phase }) => phase === 'live')
  const daily = await readDividends(queries, live)
  const counted = streamsOf(races, ({ mining: { round } }) => hasCounted(round))
  const stakes = new Map((await readStakes(queries, counted)).map((row) => [row.subnet, row.stakes]))
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
        crew: teams.get(stream) ?? team.initial(teamOf(stream)),
        dividends: daily.get(stream)?.dividends ?? NO_DAYS,
        rounds: (records.get(stream) ?? []).map(({ record }) => decode<RoundRecord>(record)),
        ballots: (votes.get(stream) ?? []).map(({ ballot }) => ballot),
        days: (recorded.get(stream) ?? []).map(({ record }) => decode<ProbationDay>(record)),
        stakes: decode(stakes.get(stream) ?? '{}'),
        proposals: proposals.map(({ state }) => state),
        scores: await readScores(queries, proposals),
        copies: await readCopies(queries, stream, present, proposals),
        settled: Object.fromEntries((paid.get(stream) ?? []).map(({ key, extrinsic }) => [key, extrinsic])),
        refunds: (owed.get(stream) ?? []).map(({ refund }) => refund),
      }),
    )
  }
  return states
}

/** Whether a round of the race was counted. */
const hasCounted = (round: Round | null): boolean =>
  round !== null && (round.digest !== null || round.number > 1)

/** The subnets of those that are so. */
const streamsOf = <State extends { readonly stream: string }>(
  folded: readonly Folded<State>[],
  isSo: (state: State) => boolean,
): string[] => folded.flatMap(({ state }) => (isSo(state) ? [subnetOf(state.stream)] : []))

/** By subnet. */
async function readTeams(
  queries: Queries,
  subnets: readonly string[],
): Promise<ReadonlyMap<string, TeamState>> {
  if (subnets.length === 0) return new Map()
  const folded = await readStates(queries, team, subnets.map(teamOf))
  return new Map(folded.map(({ state }) => [subnetOf(state.stream), state]))
}

/** By subnet. */
async function readDividends(
  queries: Queries,
  subnets: readonly string[],
): Promise<ReadonlyMap<string, DividendsState>> {
  if (subnets.length === 0) return new Map()
  const folded = await readStates(queries, dividends, subnets.map(dividendsOf))
  return new Map(folded.map(({ state }) => [subnetOf(state.stream), state]))
}

async function readDays(queries: Queries, streams: readonly string[]) {
  if (streams.length === 0) return []
  return queries
    .select({ stream: days.stream, record: days.record })
    .from(days)
    .where(inArray(days.stream, [...streams]))
    .orderBy(asc(days.stream), asc(days.day))
}

/** Those with which each race was counted last. */
async function readStakes(queries: Queries, subnets: readonly string[]) {
  if (subnets.length === 0) return []
  return queries
    .selectDistinctOn([rounds.subnet], { subnet: rounds.subnet, stakes: rounds.stakes })
    .from(rounds)
    .where(and(inArray(rounds.subnet, [...subnets]), isNotNull(rounds.stakes)))
    .orderBy(asc(rounds.subnet), desc(rounds.number))
}

const readRounds = (queries: Queries, streams: readonly string[]) =>
  queries
    .select({ subnet: rounds.subnet, record: rounds.record })
    .from(rounds)
    .where(inArray(rounds.subnet, [...streams]))
    .orderBy(asc(rounds.subnet), asc(rounds.number))
