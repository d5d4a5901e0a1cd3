import type { AccountId, Context } from '../../../runtime/pallet.ts'
import type { StorageItem } from '../../../runtime/storage.ts'
import { mechanismIndices } from '../network/mechanisms.ts'
import * as storage from '../storage.ts'
import * as neuron from './neuron-storage.ts'

/** Registers the hotkey under the next UID. */
export function appendNeuron(ctx: Context, netuid: number, hotkey: AccountId): number {
  const uid = storage.subnetworkN.get(ctx, netuid)
  storage.subnetworkN.put(ctx, uid + 1, netuid)
  push(ctx, neuron.active, netuid, true)
  push(ctx, neuron.emission, netuid, 0n)
  push(ctx, neuron.consensus, netuid, 0)
  for (const index of mechanismIndices(ctx, netuid)) {
    push(ctx, neuron.incentive, index, 0)
    noteUpdate(ctx, { netuid, index, uid })
  }
  push(ctx, neuron.dividends, netuid, 0)
  push(ctx, neuron.validatorTrust, netuid, 0)
  push(ctx, neuron.validatorPermit, netuid, false)
  seat(ctx, netuid, uid, hotkey)
  return uid
}

/** Remembers that the neuron's weights on a mechanism are of this block. */
export function noteUpdate(
  ctx: Context,
  { netuid, index, uid }: { netuid: number; index: number; uid: number },
): void {
  const known = neuron.lastUpdate.get(ctx, index)
  const blocks = Array.from({ length: storage.subnetworkN.get(ctx, netuid) }, (_, at) => known[at] ?? 0n)
  neuron.lastUpdate.put(ctx, blocks.with(uid, BigInt(ctx.block.number)), index)
}

/** Makes the hotkey the one behind the UID. */
export function seat(ctx: Context, netuid: number, uid: number, hotkey: AccountId): void {
  storage.keys.put(ctx, hotkey, netuid, uid)
  storage.uids.put(ctx, uid, netuid, hotkey)
  storage.blockAtRegistration.put(ctx, BigInt(ctx.block.number), netuid, uid)
  storage.isNetworkMember.put(ctx, true, hotkey, netuid)
}

function push<Value>(ctx: Context, item: StorageItem<[number], Value[]>, key: number, value: Value): void {
  item.put(ctx, [...item.get(ctx, key), value], key)
}

/** Gives another hotkey the UID, with nothing of what the one before had; its stake remains. */
export function replaceNeuron(ctx: Context, netuid: number, uid: number, hotkey: AccountId): void {
  const before = storage.keys.get(ctx, netuid, uid)
  storage.uids.remove(ctx, netuid, before)
  storage.isNetworkMember.remove(ctx, before, netuid)
  seat(ctx, netuid, uid, hotkey)
  set(ctx, neuron.active, netuid, uid, true)
  set(ctx, neuron.emission, netuid, uid, 0n)
  for (const item of [neuron.consensus, neuron.dividends, neuron.validatorTrust, neuron.stakeWeight]) {
    set(ctx, item, netuid, uid, 0)
  }
  set(ctx, neuron.validatorPermit, netuid, uid, false)
  for (const index of mechanismIndices(ctx, netuid)) forgetNeuron(ctx, netuid, index, uid)
}

function forgetNeuron(ctx: Context, netuid: number, index: number, uid: number): void {
  set(ctx, neuron.incentive, index, uid, 0)
  neuron.bonds.remove(ctx, index, uid)
  neuron.weights.remove(ctx, index, uid)
  for (const { keys, value } of neuron.weights.entries(ctx, index)) {
    neuron.weights.put(
      ctx,
      value.map(([on, weight]) => [on, on === uid ? 0 : weight]),
      ...keys,
    )
  }
  noteUpdate(ctx, { netuid, index, uid })
}

/** Where the list has a place for it. */
function set<Value>(
  ctx: Context,
  item: StorageItem<[number], Value[]>,
  key: number,
  uid: number,
  value: Value,
): void {
  const values = item.get(ctx, key)
  if (uid < values.length) item.put(ctx, values.with(uid, value) as Exclude<Value[], undefined>, key)
}
