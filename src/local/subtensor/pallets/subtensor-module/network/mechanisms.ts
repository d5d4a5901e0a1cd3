import { ensure } from '../../../runtime/errors.ts'
import type { Context } from '../../../runtime/pallet.ts'
import { bonds, incentive, lastUpdate, timelockedCommits, weights } from '../neuron/neuron-storage.ts'
import { refusal } from '../refusal.ts'
import { maxAllowedUids, networksAdded } from '../storage.ts'
import { maxMechanismCount, mechanismCount, mechanismEmissionSplit } from './network-storage.ts'

const mostSubnets = 4_096
const mostMechanisms = 16
const whole = 65_535

/** Where a mechanism's own values are kept; for the first it is the netuid itself. */
export function mechanismIndex(netuid: number, mecid: number): number {
  return netuid + mecid * mostSubnets
}

export function mechanismIndices(ctx: Context, netuid: number): number[] {
  return Array.from({ length: mechanismCount.get(ctx, netuid) }, (_, mecid) => mechanismIndex(netuid, mecid))
}

export function ensureMechanismExists(ctx: Context, netuid: number, mecid: number): void {
  const exists = networksAdded.get(ctx, netuid) && mecid < mechanismCount.get(ctx, netuid)
  ensure(exists, refusal('MechanismDoesNotExist'))
}

/** Changing the count forgets the split, and fewer mechanisms forget those that go. */
export function setMechanismCount(ctx: Context, netuid: number, count: number): void {
  ensure(networksAdded.get(ctx, netuid), refusal('MechanismDoesNotExist'))
  ensure(count > 0 && count <= maxMechanismCount.get(ctx), refusal('InvalidValue'))
  ensureUidsFit(ctx, maxAllowedUids.get(ctx, netuid), count)
  ensure(count <= mostMechanisms, refusal('InvalidValue'))
  const before = mechanismCount.get(ctx, netuid)
  if (count === before) return
  for (let mecid = count; mecid < before; mecid++) forgetMechanism(ctx, mechanismIndex(netuid, mecid))
  mechanismCount.put(ctx, count, netuid)
  mechanismEmissionSplit.remove(ctx, netuid)
}

/** Shares in 65,535ths that make the whole, for the first mechanisms; the others get nothing. None: even shares. */
export function setEmissionSplit(ctx: Context, netuid: number, split: readonly number[] | undefined): void {
  ensure(networksAdded.get(ctx, netuid), refusal('MechanismDoesNotExist'))
  if (split === undefined) {
    mechanismEmissionSplit.remove(ctx, netuid)
    return
  }
  ensure(split.length > 0 && split.length <= mechanismCount.get(ctx, netuid), refusal('InvalidValue'))
  ensure(split.reduce((sum, share) => sum + share, 0) === whole, refusal('InvalidValue'))
  mechanismEmissionSplit.put(ctx, [...split], netuid)
}

/** TooManyUIDsPerMechanism where the mechanisms together would have more UIDs than a subnet may. */
export function ensureUidsFit(ctx: Context, uids: number, mechanisms: number): void {
  const most = ctx.constant<number>('SubtensorModule', 'InitialMaxAllowedUids')
  ensure(uids * mechanisms <= most, refusal('TooManyUIDsPerMechanism'))
}

/** Divides alpha among the mechanisms; what rounding leaves goes to the first. */
export function splitEmission(ctx: Context, netuid: number, alpha: bigint): bigint[] {
  const count = mechanismCount.get(ctx, netuid)
  const split = mechanismEmissionSplit.get(ctx, netuid)
  const shares = Array.from({ length: count }, (_, mecid) =>
    split === undefined ? alpha / BigInt(count) : (alpha * BigInt(split[mecid] ?? 0)) / BigInt(whole),
  )
  const left = shares.reduce((rest, share) => rest - share, alpha)
  return shares.map((share, mecid) => (mecid === 0 ? share + left : share))
}

/** What a mechanism has of its own, by its index. */
export function forgetMechanism(ctx: Context, index: number): void {
  for (const rows of [weights, bonds]) {
    for (const { keys } of rows.entries(ctx, index)) rows.remove(ctx, ...keys)
  }
  for (const { keys } of timelockedCommits.entries(ctx, index)) timelockedCommits.remove(ctx, ...keys)
  incentive.remove(ctx, index)
  lastUpdate.remove(ctx, index)
}
