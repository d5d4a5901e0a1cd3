import { ensure, ensureSigned } from '../../../runtime/errors.ts'
import type { AccountId, Context, Origin } from '../../../runtime/pallet.ts'
import { reducible } from '../../money.ts'
import { burn, networkRegistrationAllowed, registrationsThisBlock } from '../network/hyperparameters.ts'
import { raoRecycledForRegistration } from '../network/network-storage.ts'
import { payToSubnet } from '../network/subnet-account.ts'
import { refusal } from '../refusal.ts'
import { associateHotkey } from '../stake/hotkeys.ts'
import { buyAlpha } from '../stake/pool.ts'
import * as storage from '../storage.ts'
import { raiseBurn } from './burn-price.ts'
import { appendNeuron, replaceNeuron } from './neurons.ts'
import { neuronToPrune } from './pruning.ts'

export type Register = { netuid: number; hotkey: AccountId }

/** Like `register`, unless it costs more than the limit (rao). */
export function registerLimit(
  ctx: Context,
  origin: Origin,
  { netuid, hotkey, limit_price }: Register & { limit_price: bigint },
): void {
  ensureSigned(origin)
  ensureSubnet(ctx, netuid)
  ensure(burn.get(ctx, netuid) <= limit_price, refusal('RegistrationPriceLimitExceeded'))
  register(ctx, origin, { netuid, hotkey })
}

/** Gives the hotkey a UID for the price of the moment, which goes into the pool for alpha that nobody gets. */
export function register(ctx: Context, origin: Origin, { netuid, hotkey }: Register): void {
  const coldkey = ensureSigned(origin)
  ensureSubnet(ctx, netuid)
  ensure(networkRegistrationAllowed.get(ctx, netuid), refusal('SubNetRegistrationDisabled'))
  ensure(!storage.uids.has(ctx, netuid, hotkey), refusal('HotKeyAlreadyRegisteredInSubNet'))
  const cost = burn.get(ctx, netuid)
  ensure(cost <= reducible(ctx, coldkey, 'expendable'), refusal('NotEnoughBalanceToStake'))
  associateHotkey(ctx, coldkey, hotkey)
  ensure(storage.owner.get(ctx, hotkey) === coldkey, refusal('NonAssociatedColdKey'))
  const replaced = uidToReplace(ctx, netuid)

  const paid = payToSubnet(ctx, coldkey, netuid, cost)
  const { paidOut } = buyAlpha(ctx, netuid, paid)
  storage.subnetAlphaOut.put(ctx, storage.subnetAlphaOut.get(ctx, netuid) - paidOut, netuid)
  const uid = replaced ?? appendNeuron(ctx, netuid, hotkey)
  if (replaced !== undefined) replaceNeuron(ctx, netuid, replaced, hotkey)
  raiseBurn(ctx, netuid)
  registrationsThisBlock.put(ctx, registrationsThisBlock.get(ctx, netuid) + 1, netuid)
  raoRecycledForRegistration.put(ctx, raoRecycledForRegistration.get(ctx, netuid) + cost, netuid)
  ctx.emit('SubtensorModule', 'NeuronRegistered', [netuid, uid, hotkey])
}

function ensureSubnet(ctx: Context, netuid: number): void {
  ensure(netuid !== storage.rootNetuid, refusal('RegistrationNotPermittedOnRootSubnet'))
  ensure(storage.networksAdded.get(ctx, netuid), refusal('SubnetNotExists'))
}

/** Undefined while there is a place; NoNeuronIdAvailable where nobody has to give way. */
function uidToReplace(ctx: Context, netuid: number): number | undefined {
  if (storage.subnetworkN.get(ctx, netuid) < storage.maxAllowedUids.get(ctx, netuid)) return undefined
  const uid = neuronToPrune(ctx, netuid)
  ensure(uid !== undefined, refusal('NoNeuronIdAvailable'))
  return uid
}
