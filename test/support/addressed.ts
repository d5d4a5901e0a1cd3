import type { Ledger, Writing } from '../../src/ledger/ledger.ts'
import { namesRound } from '../../src/mechanisms/mining/guarantee.ts'
import { contestEnd } from '../../src/mechanisms/mining/rounds.ts'
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
import { race } from '../../src/mechanisms/subnet/race.ts'
import type { SubnetCommand, SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { taskOf } from '../../src/mechanisms/task/decide.ts'
import { contenders, incentivesOf, leftOut, resultsOf, scoresFor } from '../../src/mechanisms/task/results.ts'
import type { ReportTask } from '../../src/mechanisms/task/slice.ts'

/** A command, and the stream that it is for. */
interface Addressed {
  readonly stream: string
  readonly command: AnyCommand
}

/**
 * Tales speak of a subnet as a whole. Which of its streams each of their commands is for is the business of the rooms around
 * the rules, and of this in tests.
 */
export function addressed(state: SubnetState, subnet: string, command: SubnetCommand): Addressed[] {
  const toRace = (one: AnyCommand) => [{ stream: raceOf(subnet), command: one }]
  switch (command.type) {
    case 'SeeProposal':
    case 'ReportHead':
    case 'GiveScore':
      return [{ stream: proposalOf(subnet, command.pull), command }]
    case 'Accept':
    case 'Decline':
    case 'IssueGuaranteeBill':
      return toRace(command)
    case 'Tick':
      return [
        { stream: subnet, command },
        ...toRace(command),
        ...(state.tasks.open.length > 0 || state.crew.weights.nextAt !== null
          ? [{ stream: teamOf(subnet), command }]
          : []),
        { stream: dividendsOf(subnet), command },
      ]
    case 'SetRoles':
    case 'EndTeam':
    case 'OpenTask':
    case 'ReportTaskEnd':
    case 'ReportWeights':
    case 'AskSeat':
    case 'LeaveSeat':
      return [{ stream: teamOf(subnet), command }]
    case 'ReportDay':
    case 'SkipDay':
    case 'OpenParts':
    case 'EndPayout':
      return [{ stream: dividendsOf(subnet), command }]
    case 'SeePurchase':
      return [{ stream: salesOf(subnet), command }]
    case 'SettleIntent':
    case 'RetryIntent':
    case 'CancelIntent':
    case 'TellOutcome':
      if (isRefund(ofRefund(command.key))) return [{ stream: ofRefund(command.key), command }]
      if (/^(fill-payroll|day-part):/.test(command.key)) return [{ stream: dividendsOf(subnet), command }]
      if (/^(task|team)-/.test(command.key)) return [{ stream: teamOf(subnet), command }]
      return isOfRace(state, command.key) ? toRace(command) : [{ stream: subnet, command }]
    case 'SeeDeposit': {
      if (!namesRound(state.mining, command.remarkHashes)) return [{ stream: subnet, command }]
      const { fee: _, discovererColdkey: __, ...paid } = command
      return toRace({ ...paid, type: 'SeeGuarantee' })
    }
    case 'ReportTask':
      return [{ stream: teamOf(subnet), command: { ...command, ...countOf(state, command) } }]
    case 'ReportStakes': {
      const table = standings(state, command.stakes, contestEnd(state))
      const changes = state.mining.round?.changes ?? 0
      return toRace({ ...command, changes, standings: table, count: table.length })
    }
    default:
      return [{ stream: subnet, command }]
  }
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

const isOfRace = (state: SubnetState, key: string): boolean =>
  key.startsWith('guarantee-') || race.wished(state.race).some((one) => one.key === key)

/** Hands a command of a tale to the streams of a ledger's subnet. Answers what the last of them answered. */
export async function handTo(writing: Writing, subnet: string, command: SubnetCommand) {
  const to = addressed(await writing.readSubnet(subnet), subnet, command)
  const handled = []
  for (const one of to) handled.push(await writing.handle(one.stream, one.command))
  return {
    refusal: handled.find(({ refusal }) => refusal)?.refusal ?? null,
    events: handled.flatMap(({ events }) => events),
  }
}

/** A whole tale, each command in a transaction of its own. Throws where one is refused. */
export async function live(ledger: Ledger, subnet: string, tale: readonly SubnetCommand[]): Promise<void> {
  for (const command of tale) {
    const { refusal } = await ledger.write((writing) => handTo(writing, subnet, command))
    if (refusal) throw new Error(`${command.type}: ${refusal.code}`)
  }
}
