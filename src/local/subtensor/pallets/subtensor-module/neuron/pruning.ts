import type { AccountId, Context } from '../../../runtime/pallet.ts'
import { immuneOwnerUidsLimit, immunityPeriod, minNonImmuneUids } from '../network/hyperparameters.ts'
import { subnetOwner, subnetOwnerHotkey } from '../network/network-storage.ts'
import { blockAtRegistration, keys, ownedHotkeys, subnetworkN, uids } from '../storage.ts'
import { emission } from './neuron-storage.ts'

type Candidate = { readonly uid: number; readonly emission: bigint; readonly registered: bigint }

/**
 * The neuron that gives way to a new one: of the lowest emission, then the oldest, then the first. Those in their immunity
 * only where there are too few others, and those of the owner that are never pruned not at all.
 */
export function neuronToPrune(ctx: Context, netuid: number): number | undefined {
  const spared = sparedHotkeys(ctx, netuid)
  const emissions = emission.get(ctx, netuid)
  const candidates = Array.from({ length: subnetworkN.get(ctx, netuid) }, (_, uid) => uid)
    .filter((uid) => !spared.has(keys.get(ctx, netuid, uid)))
    .map((uid): Candidate => {
      const registered = blockAtRegistration.get(ctx, netuid, uid)
      return { uid, emission: emissions[uid] ?? 0n, registered }
    })
  const period = BigInt(immunityPeriod.get(ctx, netuid))
  const isImmune = ({ registered }: Candidate) => BigInt(ctx.block.number) - registered < period
  const free = candidates.filter((candidate) => !isImmune(candidate))
  const pruned = free.length > minNonImmuneUids.get(ctx, netuid) ? free : candidates.filter(isImmune)
  return pruned.sort(byWorth)[0]?.uid
}

function byWorth(a: Candidate, b: Candidate): number {
  return Number(a.emission - b.emission) || Number(a.registered - b.registered) || a.uid - b.uid
}

/** The subnet's own hotkey first, then the oldest of its owner's, so many in all. */
function sparedHotkeys(ctx: Context, netuid: number): ReadonlySet<AccountId> {
  const limit = immuneOwnerUidsLimit.get(ctx, netuid)
  const owned = ownerUids(ctx, netuid).slice(0, limit)
  const hotkey = subnetOwnerHotkey.get(ctx, netuid)
  const first = uids.has(ctx, netuid, hotkey) && !owned.some((one) => one.hotkey === hotkey) ? [hotkey] : []
  return new Set([...first, ...owned.map((one) => one.hotkey)].slice(0, limit))
}

type Owned = { readonly hotkey: AccountId; readonly uid: number; readonly registered: bigint }

/** The neurons of the subnet owner's coldkey, the oldest first. */
function ownerUids(ctx: Context, netuid: number): Owned[] {
  return ownedHotkeys
    .get(ctx, subnetOwner.get(ctx, netuid))
    .flatMap((hotkey): Owned[] => {
      const uid = uids.get(ctx, netuid, hotkey)
      return uid === undefined ? [] : [{ hotkey, uid, registered: blockAtRegistration.get(ctx, netuid, uid) }]
    })
    .sort((a, b) => Number(a.registered - b.registered) || a.uid - b.uid)
}
