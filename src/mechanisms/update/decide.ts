import { errandBlocked } from '../errand/obstacles.ts'
import { accept } from '../kernel/decision.ts'
import type { Decided, View } from '../kernel/family.ts'
import { missingOf } from '../probation/decide.ts'
import { nextMonth } from './month.ts'
import type {
  BeginUpdate,
  ReportRevert,
  ReportUpdateHealth,
  ReportUpdateMerge,
  ReportUpdateRelease,
  RewardAuthors,
  Update,
  UpdateShape,
  VoidUpdate,
} from './slice.ts'
import { isUnderway } from './underway.ts'

type State = View<UpdateShape>
type Decision = Decided<UpdateShape>

/** N1: a paid guarantee begins the update. Where that cannot be any more, the collateral goes back. */
export function beginUpdate({ phase, update }: State, command: BeginUpdate): Decision {
  const { round, pull, head, guarantor, coldkey, rules, month, at, source } = command
  if (update.current?.round === round) return accept()
  if (phase !== 'live' || isUnderway(update.current))
    return accept({ type: 'UpdateVoided', round, why: 'not-merged', at, source })
  const lapsesAt = nextMonth(at + rules.mining.guaranteeDeadline, month.dayOfMonth)
  const goesBy = { probation: rules.probation, month }
  return accept({
    type: 'UpdateBegun',
    round,
    pull,
    head,
    guarantor,
    coldkey,
    rules: goesBy,
    lapsesAt,
    at,
    source,
  })
}

/** Only what has merged nothing yet falls with its round. */
export function voidUpdate({ update }: State, { round, why, at, source }: VoidUpdate): Decision {
  return isIn(update.current, round, 'merging')
    ? accept({ type: 'UpdateVoided', round, why, at, source })
    : accept()
}

/** The guaranteed head was merged, cannot be yet, or is not there any more: then the round is void. */
export function reportUpdateMerge(state: State, command: ReportUpdateMerge): Decision {
  const { current } = state.update
  const { round, result, at, source } = command
  if (!isIn(current, round, 'merging')) return accept()
  if (result.ok)
    return accept({ type: 'UpdateMerged', round, pull: current.pull, commit: result.commit, at, source })
  if (result.reason === 'gone') return accept({ type: 'UpdateVoided', round, why: 'not-merged', at, source })
  return accept(errandBlocked(state, 'update-merge', result.reason, command, result.said))
}

export function reportUpdateRelease(state: State, command: ReportUpdateRelease): Decision {
  const { current } = state.update
  const { round, result, at, source } = command
  if (current?.round !== round || current.commit === null || current.tag !== null) return accept()
  if (!result.ok) return accept(errandBlocked(state, 'update-release', result.reason, command, result.said))
  return accept({ type: 'UpdateReleased', round, tag: result.tag, at, source })
}

/** N2: each day is recorded once, in order, by the rule of the launch's probation. */
export function reportUpdateHealth({ update: { current } }: State, command: ReportUpdateHealth): Decision {
  const { round, day, health, at, source } = command
  if (!isIn(current, round, 'probation')) return accept()
  if (day !== current.recorded + 1 || day > current.asked) return accept()
  const missing = missingOf(health, current.rules.probation)
  const good = missing.length === 0
  return accept({ type: 'UpdateDayRecorded', round, day, health, good, missing, at, source })
}

export function reportRevert(state: State, command: ReportRevert): Decision {
  const { round, result, at, source } = command
  if (!isIn(state.update.current, round, 'reverting')) return accept()
  if (!result.ok) return accept(errandBlocked(state, 'revert', result.reason, command, result.said))
  const { pull, commit } = result
  return accept({ type: 'UpdateReverted', round, pull, commit, at, source })
}

/** N3: each earns something once, whatever becomes of it later. */
export function rewardAuthors({ update }: State, { day, rewards, at, source }: RewardAuthors): Decision {
  const open = rewards.filter(({ round }) =>
    update.rewards?.some((one) => one.round === round && one.given === null),
  )
  return open.length === 0 ? accept() : accept({ type: 'AuthorsRewarded', day, rewards: open, at, source })
}

/** Whether the present update is that of a round, and at a stage. */
const isIn = (current: Update | null, round: number, stage: Update['stage']): current is Update =>
  current?.round === round && current.stage === stage
