import type { PlannedWeights } from './slice.ts'

/** Whether two calls set the same weights of the same people by the same way; their rounds may differ. */
export const saysTheSame = (one: PlannedWeights, other: PlannedWeights): boolean =>
  one.netuid === other.netuid &&
  one.mechanism === other.mechanism &&
  one.versionKey === other.versionKey &&
  one.isHidden === other.isHidden &&
  one.holders === other.holders &&
  one.timelock?.hotkey === other.timelock?.hotkey &&
  one.timelock?.publicKey === other.timelock?.publicKey &&
  isSame(one.uids, other.uids) &&
  isSame(one.values, other.values)

const isSame = (ones: readonly number[], others: readonly number[]): boolean =>
  ones.length === others.length && ones.every((one, place) => one === others[place])
