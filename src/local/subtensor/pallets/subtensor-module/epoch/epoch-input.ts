import type { AccountId, Context } from '../../../runtime/pallet.ts'
import * as hyperparameters from '../network/hyperparameters.ts'
import { subnetOwnerHotkey } from '../network/network-storage.ts'
import * as neuron from '../neuron/neuron-storage.ts'
import { stakeWeightOf } from '../stake/stake-weights.ts'
import { blockAtRegistration, keys, stakeThreshold, subnetworkN, uids } from '../storage.ts'

/** A subnet's neurons as an epoch finds them, everything by UID. */
export type Neurons = {
  readonly netuid: number
  readonly hotkeys: readonly AccountId[]
  readonly owner: number | undefined
  readonly registered: readonly bigint[]
  readonly stakes: readonly bigint[]
  /** Those that weigh in this epoch, and those that will in the next. */
  readonly permits: readonly boolean[]
  readonly nextPermits: readonly boolean[]
}

export function readNeurons(ctx: Context, netuid: number): Neurons {
  const count = subnetworkN.get(ctx, netuid)
  const all = Array.from({ length: count }, (_, uid) => uid)
  const hotkeys = all.map((uid) => keys.get(ctx, netuid, uid))
  const owner = uids.get(ctx, netuid, subnetOwnerHotkey.get(ctx, netuid))
  const least = stakeThreshold.get(ctx)
  const stakes = hotkeys.map((hotkey, uid) => {
    const weight = stakeWeightOf(ctx, hotkey, netuid)
    return uid === owner || weight >= least ? weight : 0n
  })
  const stored = neuron.validatorPermit.get(ctx, netuid)
  return {
    netuid,
    hotkeys,
    owner,
    registered: all.map((uid) => blockAtRegistration.get(ctx, netuid, uid)),
    stakes,
    permits: all.map((uid) => uid === owner || stored[uid] === true),
    nextPermits: highest(stakes, hyperparameters.maxAllowedValidators.get(ctx, netuid)).map(
      (permitted, uid) => permitted || uid === owner,
    ),
  }
}

/** Those with the most stake, so many; among equals the later. */
function highest(stakes: readonly bigint[], most: number): boolean[] {
  const whole = stakes.reduce((sum, stake) => sum + stake, 0n)
  // As shares, of which the smallest are nothing.
  const shares = stakes.map((stake) => (whole === 0n ? 0n : (stake << 32n) / whole))
  const order = shares.map((_, uid) => uid).sort((a, b) => Number((shares[a] ?? 0n) - (shares[b] ?? 0n)))
  const kept = new Set(order.slice(Math.max(0, order.length - most)))
  return shares.map((share, uid) => share > 0n && kept.has(uid))
}

/** Rows of all neurons, without the cells that do not count. */
export function table(
  ctx: Context,
  item: typeof neuron.weights,
  index: number,
  counts: (from: number, on: number) => boolean,
  hotkeys: readonly AccountId[],
): number[][] {
  const rows = hotkeys.map(() => hotkeys.map(() => 0))
  for (const {
    keys: [, from],
    value,
  } of item.entries(ctx, index)) {
    for (const [on, cell] of value) {
      const row = rows[from]
      if (row !== undefined && on < row.length && counts(from, on)) row[on] = cell
    }
  }
  return rows
}
