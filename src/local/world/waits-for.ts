import type { Round } from '../../mechanisms/mining/slice.ts'
import { type NextStep, nextStep } from '../../mechanisms/subnet/next-step.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'

/** What a subnet waits for, and whether time alone brings it: `people` have to act, `time` passes, `Tributary` is at it. */
export interface Wait {
  readonly what: string
  readonly for: 'people' | 'time' | 'Tributary' | 'nothing'
}

type RoundStage = Round['stage']

const people = (what: string): Wait => ({ what, for: 'people' })
const time = (what: string): Wait => ({ what, for: 'time' })
const tributary = (what: string): Wait => ({ what, for: 'Tributary' })
const nothing = (what: string): Wait => ({ what, for: 'nothing' })

/** A subnet that waits for nothing else waits for its tasks, and then for the end of the month. */
export function waitOf(state: SubnetState): Wait {
  const wait = waitFor(nextStep(state))
  return wait.for === 'nothing' ? (taskWait(state) ?? monthWait(state) ?? wait) : wait
}

function taskWait({ tasks }: SubnetState): Wait | null {
  const [first] = tasks.open.toSorted((one, other) => one.closesAt - other.closesAt)
  if (!first) return null
  return first.stage === 'open'
    ? time(`members submit to task #${first.issue} and validators score, until its deadline`)
    : tributary(`task #${first.issue} is decided`)
}

function monthWait({ phase, mining: { live, round } }: SubnetState): Wait | null {
  if (phase !== 'live' || !live || !round) return null
  return MONTHS[round.stage]
}

const MONTHS: Readonly<Record<RoundStage, Wait | null>> = {
  open: time('miners propose another architecture and validators score, until the month ends'),
  counting: tributary('the month is counted'),
  invited: time('the best miner guarantees; the next month begins otherwise'),
  guaranteed: tributary('the update is merged'),
  lapsed: null,
}

/** What a thread tells apart: the same step in another round, or at another stage of a task, is another. */
export const markOf = (state: SubnetState): string =>
  [
    nextStep(state),
    state.phase,
    state.rounds.length,
    state.mining.round?.stage,
    ...state.tasks.open.flatMap(({ issue, stage, closesAt }) => [issue, stage, closesAt]),
  ].join()

/** Of a step that stands in no list here, as that of a family which was just added, its name; time may bring it. */
const waitFor = (step: NextStep): Wait => WAITS[step] ?? time(step.replaceAll('-', ' '))

/** Of the waits for time, most end earlier if somebody acts, or in failure if nobody does. */
const WAITS: Readonly<Partial<Record<NextStep, Wait>>> = {
  'pay-deposit': time('the discoverer pays the bill; the idea expires otherwise'),
  'change-link': people('the discoverer gives a link that passes, or the article can be read again'),
  'check-link': tributary('the article is checked'),
  'mend-link': people('the article can be read again'),
  'open-loan': tributary('the crowdloan opens'),
  contribute: people('funders reach the target'),
  'finalize-loan': tributary('the raise goes to the subnet’s treasury'),
  vote: time('validators vote until the dispute ends'),
  'refund-funders': tributary('funders are refunded'),
  'return-collateral': tributary('the collateral goes back'),
  'make-home': tributary('the subnet’s repository is made'),
  'mine-architecture': time('miners propose and validators score until the round ends'),
  'count-round': tributary('the round is counted'),
  'accept-invitation': time('the best miner comments /guarantee; another round follows otherwise'),
  'prepare-guarantee-bill': tributary('the bill of the guarantee is made'),
  'pay-guarantee': time('the miner pays the bill of the guarantee; another round follows otherwise'),
  'merge-proposal': tributary('the proposal is merged'),
  'release-architecture': tributary('the architecture is released'),
  'register-network': tributary('the subnet is registered'),
  'configure-subnet': tributary('the architecture is applied to the chain'),
  'get-ready': time('miners and validators get ready'),
  'start-subnet': tributary('the subnet is started'),
  'stand-probation': time('the probation runs'),
  'pay-guarantor': tributary('collateral and bounty are paid'),
  'slash-guarantor': tributary('the collateral is slashed'),
  'count-rest': tributary('what is left in the treasury is counted'),
  'repay-funders': tributary('the funders have their money back'),
  returned: nothing('the subnet was not registered in time'),
  live: nothing('the subnet is live'),
  failed: nothing('the subnet did not pass its probation'),
  nothing: nothing('this idea is over'),
}
