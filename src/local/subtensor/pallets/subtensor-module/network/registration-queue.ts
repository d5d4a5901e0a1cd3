import { ensure } from '../../../runtime/errors.ts'
import type { AccountId, Context, DispatchError } from '../../../runtime/pallet.ts'
import { storageItem } from '../../../runtime/storage.ts'
import { palletAccount } from '../../keyless-account.ts'
import { transfer } from '../../money.ts'
import { refusal } from '../refusal.ts'
import type { Price } from '../stake/pool.ts'
import type { SubnetIdentity } from './identity.ts'

const pallet = 'SubtensorModule'

/** A registration that is paid for and waits for its place. */
export type Waiting = {
  coldkey: AccountId
  hotkey: AccountId
  mechid: number
  identity: SubnetIdentity | undefined
  /** rao */
  lock_amount: bigint
  /** A number with 64 places after the point. */
  median_subnet_alpha_price: bigint
  registration_block: bigint
  lock_id: number
}

/** Oldest first. */
export const registrationQueue = storageItem<[], Waiting[]>(pallet, 'NetworkRegistrationQueue')
const nextLockId = storageItem<[], number>(pallet, 'NetworkRegistrationLockId')
const escrow = storageItem<[lockId: number], [AccountId, bigint] | undefined>(
  pallet,
  'NetworkRegistrationEscrow',
)

const one = 1n << 64n

type Wanted = Pick<Waiting, 'coldkey' | 'hotkey' | 'mechid' | 'identity'> & { cost: bigint; price: Price }

/** Takes the price into escrow and lines up. */
export function waitForPlace(ctx: Context, { cost, price, ...wanted }: Wanted): void {
  const lockId = nextLockId.get(ctx)
  nextLockId.put(ctx, lockId + 1)
  transfer(ctx, wanted.coldkey, escrowAccount(ctx, lockId), cost, 'expendable')
  escrow.put(ctx, [wanted.coldkey, cost], lockId)
  const queued = {
    ...wanted,
    lock_amount: cost,
    median_subnet_alpha_price: (price.tao * one) / price.alpha,
    registration_block: BigInt(ctx.block.number),
  }
  registrationQueue.put(ctx, [...registrationQueue.get(ctx), { ...queued, lock_id: lockId }])
  ctx.emit(pallet, 'NetworkRegistrationQueued', queued)
}

/** Takes the oldest out of the queue. What it paid is still in escrow. */
export function leaveQueue(ctx: Context): Waiting {
  const [first, ...others] = registrationQueue.get(ctx)
  ensure(first !== undefined, refusal('SubnetLimitReached'))
  registrationQueue.put(ctx, others)
  escrow.remove(ctx, first.lock_id)
  return first
}

/** Answers what went, rao. */
export function payFromEscrow(ctx: Context, { lock_id, lock_amount }: Waiting, to: AccountId): bigint {
  transfer(ctx, escrowAccount(ctx, lock_id), to, lock_amount, 'expendable')
  return lock_amount
}

/** It gets no network after all, and its price back. */
export function cancel(ctx: Context, waiting: Waiting, error: DispatchError): void {
  const { coldkey, hotkey, lock_id } = waiting
  payFromEscrow(ctx, waiting, coldkey)
  ctx.emit(pallet, 'NetworkRegistrationCancelled', {
    coldkey,
    hotkey,
    lock_id,
    error: ctx.numbered(error),
  })
}

export const priceOf = ({ median_subnet_alpha_price }: Waiting): Price => ({
  tao: median_subnet_alpha_price,
  alpha: one,
})

/** Of the pallet's accounts with a number of 16 bits none is this one: those are the subnets'. */
function escrowAccount(ctx: Context, lockId: number): AccountId {
  return palletAccount(ctx.constant<string>(pallet, 'SubtensorPalletId'), { u32: 0x10000 + lockId })
}
