import { ensure, ensureSigned } from '../../../runtime/errors.ts'
import type { AccountId, Context, Origin } from '../../../runtime/pallet.ts'
import { isPalletAccount } from '../../keyless-account.ts'
import { reducible } from '../../money.ts'
import { prodOrFast } from '../../prod-or-fast.ts'
import { appendNeuron } from '../neuron/neurons.ts'
import { refusal } from '../refusal.ts'
import { associateHotkey } from '../stake/hotkeys.ts'
import { medianPrice, type Price } from '../stake/pool.ts'
import * as storage from '../storage.ts'
import { cleanUp, cleanupQueue, dissolve, subnetToPrune } from './dissolution.ts'
import * as hyperparameters from './hyperparameters.ts'
import { ensureIdentityFits, putIdentity, type SubnetIdentity } from './identity.ts'
import { lockCost, noteRegistration, passesNetworkRateLimit } from './lock-cost.ts'
import * as network from './network-storage.ts'
import {
  cancel,
  leaveQueue,
  payFromEscrow,
  priceOf,
  registrationQueue,
  type Waiting,
  waitForPlace,
} from './registration-queue.ts'
import { payToSubnet, subnetAccount } from './subnet-account.ts'
import { ensureSubnetOwner } from './subnet-owner.ts'

export type RegisterNetwork = { hotkey: AccountId; identity: SubnetIdentity | undefined }

/** The only way of pricing alpha that a subnet may have. */
const dynamic = 1

/**
 * Gives the caller a netuid for the lock cost, which becomes the pool's first TAO, and the hotkey its UID 0. Where all places are taken a
 * subnet goes. At 424 its place is free at once; at 475 the registration waits until all that it leaves is cleaned up.
 */
export function registerNetwork(ctx: Context, origin: Origin, { hotkey, identity }: RegisterNetwork): void {
  const coldkey = ensureSigned(origin)
  ensureMayRegister(ctx, coldkey, hotkey)
  const pruned = makesRoom(ctx)
  const cost = lockCost(ctx)
  ensure(cost <= reducible(ctx, coldkey, 'expendable'), refusal('CannotAffordLockCost'))
  if (identity !== undefined) ensureIdentityFits(identity)
  const price = medianPrice(ctx)
  if (pruned !== undefined) dissolve(ctx, pruned)
  if (pruned !== undefined && ctx.spec !== 424) {
    waitForPlace(ctx, { coldkey, hotkey, mechid: dynamic, identity, cost, price })
    noteRegistration(ctx, cost)
  } else {
    const pay = (netuid: number) => payToSubnet(ctx, coldkey, netuid, cost)
    const paid = create(ctx, { coldkey, hotkey, identity, price, pay })
    noteRegistration(ctx, paid)
  }
}

/** What each block does at 475: it goes on with what a dissolved subnet leaves, and then with who waits for a place. */
export function tidyNetworks(ctx: Context): void {
  if (ctx.spec === 424) return
  if (cleanupQueue.get(ctx).length > 0) cleanUp(ctx)
  else if (registrationQueue.get(ctx).length > 0) admit(ctx, leaveQueue(ctx))
}

function admit(ctx: Context, waiting: Waiting): void {
  const { coldkey, hotkey, identity } = waiting
  const pay = (netuid: number) => payFromEscrow(ctx, waiting, subnetAccount(ctx, netuid))
  if (isFreeFor(ctx, coldkey, hotkey))
    create(ctx, { coldkey, hotkey, identity, price: priceOf(waiting), pay })
  else cancel(ctx, waiting, refusal('NonAssociatedColdKey'))
}

type Creation = RegisterNetwork & {
  coldkey: AccountId
  price: Price
  /** Pays the lock to the subnet; answers what went, rao. */
  pay: (netuid: number) => bigint
}

function create(ctx: Context, { coldkey, hotkey, identity, price, pay }: Creation): bigint {
  const netuid = nextNetuid(ctx)
  initialise(ctx, netuid)
  const paid = pay(netuid)
  associateHotkey(ctx, coldkey, hotkey)
  appendNeuron(ctx, netuid, hotkey)
  found(ctx, { netuid, coldkey, hotkey, locked: paid })
  fillPool(ctx, { netuid, locked: paid, price })
  if (identity !== undefined) putIdentity(ctx, netuid, identity)
  ctx.emit('SubtensorModule', 'NetworkAdded', [netuid, dynamic])
  network.subnetEmissionEnabled.put(ctx, false, netuid)
  return paid
}

/** Begins the subnet's emission of alpha with the next block, and lets people stake. */
export function startCall(ctx: Context, origin: Origin, { netuid }: { netuid: number }): void {
  ensure(storage.networksAdded.get(ctx, netuid), refusal('SubnetNotExists'))
  ensureSubnetOwner(ctx, origin, netuid)
  const started = network.firstEmissionBlockNumber.has(ctx, netuid)
  ensure(!started, refusal('FirstEmissionBlockNumberAlreadySet'))
  const now = BigInt(ctx.block.number)
  const earliest = network.networkRegisteredAt.get(ctx, netuid) + network.startCallDelay.get(ctx)
  ensure(now >= earliest, refusal('NeedWaitingMoreBlocksToStarCall'))
  network.firstEmissionBlockNumber.put(ctx, now + 1n, netuid)
  storage.subtokenEnabled.put(ctx, true, netuid)
  ctx.emit('SubtensorModule', 'FirstEmissionBlockNumberSet', [netuid, now + 1n])
}

function ensureMayRegister(ctx: Context, coldkey: AccountId, hotkey: AccountId): void {
  ensure(isFreeFor(ctx, coldkey, hotkey), refusal('NonAssociatedColdKey'))
  const palletId = ctx.constant<string>('SubtensorModule', 'SubtensorPalletId')
  ensure(!isPalletAccount(palletId, hotkey), refusal('CannotUseSystemAccount'))
  const opens = network.networkRegistrationStartBlock.get(ctx)
  ensure(BigInt(ctx.block.number) >= opens, refusal('SubNetRegistrationDisabled'))
  ensure(passesNetworkRateLimit(ctx), refusal('NetworkTxRateLimitExceeded'))
}

const isFreeFor = (ctx: Context, coldkey: AccountId, hotkey: AccountId): boolean =>
  !storage.owner.has(ctx, hotkey) || storage.owner.get(ctx, hotkey) === coldkey

/** The subnet that has to go, none where there is a place. Those who wait count as if they had theirs. */
function makesRoom(ctx: Context): number | undefined {
  const taken = storage.totalNetworks.get(ctx) - 1 + registrationQueue.get(ctx).length
  if (taken < network.subnetLimit.get(ctx)) return undefined
  const pruned = subnetToPrune(ctx)
  ensure(pruned !== undefined, refusal('SubnetLimitReached'))
  return pruned
}

/** The lowest that nobody has and nothing is left of. */
function nextNetuid(ctx: Context): number {
  const dissolved = cleanupQueue.get(ctx)
  let netuid = 1
  while (storage.networksAdded.has(ctx, netuid) || dissolved.includes(netuid)) netuid++
  return netuid
}

/** The parameters that every new network gets, with the events that tell of them. */
function initialise(ctx: Context, netuid: number): void {
  const tempo = ctx.constant<number>('SubtensorModule', 'InitialTempo')
  storage.subnetworkN.put(ctx, 0, netuid)
  storage.networksAdded.put(ctx, true, netuid)
  network.tempo.put(ctx, tempo, netuid)
  // So that the epochs of many networks do not fall into one block.
  const stagger = tempo === 0 ? 0 : netuid % tempo
  network.lastEpochBlock.put(ctx, BigInt(Math.max(0, ctx.block.number - stagger)), netuid)
  storage.totalNetworks.put(ctx, storage.totalNetworks.get(ctx) + 1)
  const say = (event: string, value: unknown) => ctx.emit('SubtensorModule', event, [netuid, value])
  hyperparameters.networkRegistrationAllowed.put(ctx, true, netuid)
  say('RegistrationAllowed', true)
  storage.maxAllowedUids.put(ctx, 256, netuid)
  say('MaxAllowedUidsSet', 256)
  hyperparameters.maxAllowedValidators.put(ctx, 64, netuid)
  say('MaxAllowedValidatorsSet', 64)
  hyperparameters.minAllowedWeights.put(ctx, 1, netuid)
  say('MinAllowedWeightSet', 1)
  hyperparameters.immunityPeriod.put(ctx, 5_000, netuid)
  say('ImmunityPeriodSet', 5_000)
  hyperparameters.yuma3On.put(ctx, true, netuid)
  hyperparameters.burn.put(ctx, 1_000_000_000n, netuid)
  // In a fast network a hundred blocks are ten epochs.
  const soon = prodOrFast(ctx, undefined, 10n)
  if (soon !== undefined) hyperparameters.weightsSetRateLimit.put(ctx, soon, netuid)
  for (const item of [hyperparameters.kappa, hyperparameters.activityCutoff]) {
    item.put(ctx, item.get(ctx, netuid), netuid)
  }
  hyperparameters.registrationsThisInterval.put(ctx, 0, netuid)
}

type Founding = { netuid: number; coldkey: AccountId; hotkey: AccountId; locked: bigint }

function found(ctx: Context, { netuid, coldkey, hotkey, locked }: Founding): void {
  network.subnetMechanism.put(ctx, dynamic, netuid)
  network.networkRegisteredAt.put(ctx, BigInt(ctx.block.number), netuid)
  network.registeredSubnetCounter.put(ctx, network.registeredSubnetCounter.get(ctx, netuid) + 1n, netuid)
  network.subnetOwner.put(ctx, coldkey, netuid)
  network.subnetOwnerHotkey.put(ctx, hotkey, netuid)
  ctx.emit('SubtensorModule', 'SubnetOwnerHotkeySet', [netuid, hotkey])
  network.subnetLocked.put(ctx, locked, netuid)
  network.raoRecycledForRegistration.put(ctx, 0n, netuid)
}

/** The lock as TAO, and as much alpha as it is worth at the median price of the subnets before. */
function fillPool(
  ctx: Context,
  { netuid, locked, price }: { netuid: number; locked: bigint; price: { tao: bigint; alpha: bigint } },
): void {
  const least = network.networkMinLockCost.get(ctx)
  const tao = locked > least ? locked : least
  storage.subnetTao.put(ctx, tao, netuid)
  storage.subnetAlphaIn.put(ctx, (tao * price.alpha) / price.tao, netuid)
  storage.subnetAlphaOut.put(ctx, 0n, netuid)
  storage.totalStake.put(ctx, storage.totalStake.get(ctx) + tao)
}
