import type { Ledger, Writing } from '../../src/ledger/ledger.ts'
import { readTeamState } from '../../src/ledger/read-subnet.ts'
import type { SeeDeposit } from '../../src/mechanisms/deposit/slice.ts'
import type { ReportStakes } from '../../src/mechanisms/mining/commands.ts'
import { namesRound } from '../../src/mechanisms/mining/guarantee.ts'
import { contestEnd } from '../../src/mechanisms/mining/rounds.ts'
import type { MiningSlice } from '../../src/mechanisms/mining/slice.ts'
import { gradeOf } from '../../src/mechanisms/scoring/leaderboard.ts'
import { standings, standingsAmong } from '../../src/mechanisms/scoring/standings.ts'
import type { AnyCommand } from '../../src/mechanisms/streams/kinds.ts'
import {
  dividendsOf,
  isRefund,
  proposalOf,
  raceOf,
  salesOf,
  teamOf,
} from '../../src/mechanisms/streams/names.ts'
import { type RaceState, race } from '../../src/mechanisms/subnet/race.ts'
import type { SubnetCommand, SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { taskOf } from '../../src/mechanisms/task/decide.ts'
import { contenders, incentivesOf, leftOut, resultsOf, scoresFor } from '../../src/mechanisms/task/results.ts'
import type { ReportTask } from '../../src/mechanisms/task/slice.ts'
import type { TeamState } from '../../src/mechanisms/team/team.ts'

/** A command, and the stream that it is for. */
export interface Addressed {
  readonly stream: string
  readonly command: AnyCommand
}

/** By what of a subnet it is known where a command goes. Putting a whole subnet together takes as long as the command itself. */
export type Address =
  | { readonly by: 'name'; readonly to: readonly Addressed[] }
  | { readonly by: 'race'; readonly to: (race: RaceState) => readonly Addressed[] }
  | { readonly by: 'team'; readonly to: (team: TeamState) => readonly Addressed[] }
  | { readonly by: 'subnet'; readonly to: (state: SubnetState) => readonly Addressed[] }

/**
 * Tales speak of a subnet as a whole. Which of its streams each of their commands is for is the business of the rooms around
 * the rules, and of this in tests.
 */
export function addressOf(subnet: string, command: SubnetCommand): Address {
  const to = (stream: string): Address => ({ by: 'name', to: [{ stream, command }] })
  switch (command.type) {
    case 'SeeProposal':
    case 'ReportHead':
    case 'GiveScore':
      return to(proposalOf(subnet, command.pull))
    case 'Accept':
    case 'Decline':
    case 'IssueGuaranteeBill':
      return to(raceOf(subnet))
    case 'Tick':
      return { by: 'team', to: (team) => ofTick(subnet, command, hasTime(team)) }
    case 'SetRoles':
    case 'EndTeam':
    case 'OpenTask':
    case 'ReportTaskEnd':
    case 'ReportWeights':
    case 'SeeWeightsOpened':
    case 'DoubtWeights':
    case 'AskSeat':
    case 'LeaveSeat':
      return to(teamOf(subnet))
    case 'ReportDay':
    case 'SkipDay':
    case 'OpenParts':
    case 'EndPayout':
      return to(dividendsOf(subnet))
    case 'SeePurchase':
      return to(salesOf(subnet))
    case 'SettleIntent':
    case 'RetryIntent':
    case 'CancelIntent':
    case 'TellOutcome':
      if (isRefund(ofRefund(command.key))) return to(ofRefund(command.key))
      if (/^(fill-payroll|day-part|gather-alpha):/.test(command.key)) return to(dividendsOf(subnet))
      if (/^(task|team)-/.test(command.key)) return to(teamOf(subnet))
      return {
        by: 'race',
        to: (state) => [{ stream: isOfRace(state, command.key) ? raceOf(subnet) : subnet, command }],
      }
    case 'SeeDeposit':
      return { by: 'race', to: ({ mining }) => [ofDeposit(mining, subnet, command)] }
    case 'ReportTask':
      return {
        by: 'subnet',
        to: (state) => [{ stream: teamOf(subnet), command: { ...command, ...countOf(state, command) } }],
      }
    case 'ReportStakes':
      return { by: 'subnet', to: (state) => [{ stream: raceOf(subnet), command: counted(state, command) }] }
    default:
      return to(subnet)
  }
}

/** Whether something of the team's waits for a time. */
const hasTime = ({ tasks, weights }: TeamState): boolean => tasks.open.length > 0 || weights.nextAt !== null

const ofTick = (subnet: string, command: AnyCommand, withTeam: boolean): readonly Addressed[] =>
  [subnet, raceOf(subnet), ...(withTeam ? [teamOf(subnet)] : []), dividendsOf(subnet)].map((stream) => ({
    stream,
    command,
  }))

function ofDeposit(mining: MiningSlice, subnet: string, command: SeeDeposit): Addressed {
  if (!namesRound(mining, command.remarkHashes)) return { stream: subnet, command }
  const { fee: _, discovererColdkey: __, ...paid } = command
  return { stream: raceOf(subnet), command: { ...paid, type: 'SeeGuarantee' } }
}

function counted(state: SubnetState, command: ReportStakes): ReportStakes {
  const end = contestEnd(state)
  const table = standings(state, command.stakes, end)
  const { grade = gradeOf(state, table[0], command.stakes, end) } = command
  const changes = state.mining.round?.changes ?? 0
  return { ...command, changes, standings: table, count: table.length, grade }
}

function countOf(
  state: SubnetState,
  { issue, stakes }: ReportTask,
): Pick<ReportTask, 'results' | 'others' | 'incentives'> {
  const task = taskOf(state.tasks, issue)
  const among = task ? contenders(state, task) : []
  const scores = task ? scoresFor(task, among, state.scores) : {}
  const table = standingsAmong(among, { scores, copies: new Map() }, stakes)
  const results = resultsOf(table, among, scores, stakes)
  const others = task ? leftOut(state, task, results) : []
  return { results, incentives: incentivesOf(table), ...(others.length > 0 && { others }) }
}

/** The stream in the key of a payment back: `refund:<stream>:<payout>`. */
const ofRefund = (key: string): string => key.split(':').slice(1, -1).join(':')

const isOfRace = (state: RaceState, key: string): boolean =>
  key.startsWith('guarantee-') || race.wished(state).some((one) => one.key === key)

/** Hands a command of a tale to the streams of a ledger's subnet. Answers what the last of them answered. */
export async function handTo(writing: Writing, subnet: string, command: SubnetCommand) {
  const to = await lookUp(writing, subnet, addressOf(subnet, command))
  const handled = []
  for (const one of to) handled.push(await writing.handle(one.stream, one.command))
  return {
    refusal: handled.find(({ refusal }) => refusal)?.refusal ?? null,
    events: handled.flatMap(({ events }) => events),
  }
}

async function lookUp(writing: Writing, subnet: string, address: Address): Promise<readonly Addressed[]> {
  switch (address.by) {
    case 'name':
      return address.to
    case 'race':
      return address.to(await writing.readRace(subnet))
    case 'team':
      return address.to(await readTeamState(writing.queries, subnet))
    case 'subnet':
      return address.to(await writing.readSubnet(subnet))
  }
}

/** A whole tale, each command in a transaction of its own. Throws where one is refused. */
export async function live(ledger: Ledger, subnet: string, tale: readonly SubnetCommand[]): Promise<void> {
  for (const command of tale) {
    const { refusal } = await ledger.write((writing) => handTo(writing, subnet, command))
    if (refusal) throw new Error(`${command.type}: ${refusal.code}`)
  }
}
