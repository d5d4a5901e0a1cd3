/**
 * Balances and how they move: pallet_balances without its calls. Amounts are rao. Every function throws
 * `DispatchFailure` with the runtime's own error, and emits the runtime's own events in its order.
 */
import { arithmeticError, ensure, fail, moduleError, tokenError } from '../runtime/errors.ts'
import type { AccountId, Context } from '../runtime/pallet.ts'
import { storageItem } from '../runtime/storage.ts'
import {
  type AccountData,
  accounts,
  canLoseProvider,
  emptyAccountData,
  gainConsumer,
  gainProvider,
  loseConsumer,
  loseProvider,
  storeAccountData,
} from './account-store.ts'

export const totalIssuance = storageItem<[], bigint>('Balances', 'TotalIssuance')

/** Whether a withdrawal may kill the account (`expendable`) or must leave the existential deposit (`preserve`). */
export type Preservation = 'expendable' | 'preserve'

export function existentialDeposit(ctx: Context): bigint {
  return ctx.constant<bigint>('Balances', 'ExistentialDeposit')
}

export function balances(ctx: Context, who: AccountId): AccountData {
  return accounts.get(ctx, who).data
}

/** What can be taken from the free balance. */
export function reducible(ctx: Context, who: AccountId, preservation: Preservation): bigint {
  const { free, reserved, frozen } = balances(ctx, who)
  const locked = frozen > reserved ? frozen - reserved : 0n
  const mustLive = preservation === 'preserve' || (free > 0n && !canLoseProvider(ctx, who))
  const untouchable = mustLive ? larger(locked, existentialDeposit(ctx)) : locked
  return free > untouchable ? free - untouchable : 0n
}

/** Moves free balance. Events: NewAccount, Endowed or KilledAccount, DustLost where due, then Transfer. */
export function transfer(
  ctx: Context,
  from: AccountId,
  to: AccountId,
  amount: bigint,
  preservation: Preservation,
): void {
  ensureWithdrawable(ctx, from, amount, preservation)
  ensureDepositable(ctx, to, amount)
  if (from !== to) {
    decrease(ctx, from, smaller(amount, reducible(ctx, from, preservation)))
    increase(ctx, to, amount)
  }
  ctx.emit('Balances', 'Transfer', { from, to, amount })
}

/** Takes the amount out of existence. Event: Burned. */
export function burn(ctx: Context, who: AccountId, amount: bigint, preservation: Preservation): void {
  ensure(reducible(ctx, who, preservation) >= amount, tokenError('FundsUnavailable'))
  decrease(ctx, who, amount)
  totalIssuance.put(ctx, totalIssuance.get(ctx) - amount)
  ctx.emit('Balances', 'Burned', { who, amount })
}

/** Brings the amount into existence. Event: Minted. */
export function mint(ctx: Context, who: AccountId, amount: bigint): void {
  ensureDepositable(ctx, who, amount)
  increase(ctx, who, amount)
  totalIssuance.put(ctx, totalIssuance.get(ctx) + amount)
  ctx.emit('Balances', 'Minted', { who, amount })
}

/**
 * Takes the amount out of the account but leaves the issuance as it is: the caller must `deposit` the same amount or
 * `rescind` it. Event: Withdraw.
 */
export function withdraw(ctx: Context, who: AccountId, amount: bigint, preservation: Preservation): void {
  ensure(reducible(ctx, who, preservation) >= amount, tokenError('FundsUnavailable'))
  decrease(ctx, who, amount)
  ctx.emit('Balances', 'Withdraw', { who, amount })
}

/** The other half of `withdraw`; answers what fitted (nothing below the existential deposit). Event: Deposit. */
export function deposit(ctx: Context, who: AccountId, amount: bigint): bigint {
  const fits = balances(ctx, who).free + amount >= existentialDeposit(ctx) ? amount : 0n
  increase(ctx, who, fits)
  ctx.emit('Balances', 'Deposit', { who, amount: fits })
  return fits
}

/** Takes a withdrawn amount that nobody gets out of the issuance. */
export function rescind(ctx: Context, amount: bigint): void {
  if (amount > 0n) totalIssuance.put(ctx, totalIssuance.get(ctx) - amount)
}

/** Moves free balance to reserved. Event: Reserved. */
export function reserve(ctx: Context, who: AccountId, amount: bigint): void {
  if (amount === 0n) return
  mutate(ctx, who, (data) => {
    if (data.free < amount) fail(moduleError('Balances', 'InsufficientBalance'))
    const free = data.free - amount
    ensure(free >= data.frozen, moduleError('Balances', 'LiquidityRestrictions'))
    return { ...data, free, reserved: data.reserved + amount }
  })
  ctx.emit('Balances', 'Reserved', { who, amount })
}

/**
 * Moves reserved balance back to free; answers what could not be, as less was reserved. Event: Unreserved, of zero where
 * nothing was, and none for an account without any balance.
 */
export function unreserve(ctx: Context, who: AccountId, amount: bigint): bigint {
  const { free, reserved } = balances(ctx, who)
  if (amount === 0n || free + reserved === 0n) return amount
  const actual = smaller(reserved, amount)
  mutate(ctx, who, (data) => ({ ...data, free: data.free + actual, reserved: data.reserved - actual }))
  ctx.emit('Balances', 'Unreserved', { who, amount: actual })
  return amount - actual
}

function ensureWithdrawable(ctx: Context, who: AccountId, amount: bigint, preservation: Preservation): void {
  if (amount === 0n) return
  ensure(totalIssuance.get(ctx) >= amount, arithmeticError('Underflow'))
  const { free, reserved, frozen } = balances(ctx, who)
  ensure(free >= amount, tokenError('FundsUnavailable'))
  ensure(amount <= reducible(ctx, who, 'expendable'), tokenError('Frozen'))
  const left = free - amount
  const dies = left < existentialDeposit(ctx)
  ensure(!dies || canLoseProvider(ctx, who), tokenError('OnlyProvider'))
  ensure(left + reserved >= frozen, tokenError('Frozen'))
  ensure(!dies || preservation === 'expendable', tokenError('NotExpendable'))
}

const largestBalance = (1n << 64n) - 1n

function ensureDepositable(ctx: Context, who: AccountId, amount: bigint): void {
  if (amount === 0n) return
  const { free, reserved } = balances(ctx, who)
  ensure(free + reserved + amount <= largestBalance, arithmeticError('Overflow'))
  ensure(free + amount >= existentialDeposit(ctx), tokenError('BelowMinimum'))
}

function decrease(ctx: Context, who: AccountId, amount: bigint): void {
  if (amount > 0n) mutate(ctx, who, (data) => ({ ...data, free: data.free - amount }))
}

function increase(ctx: Context, who: AccountId, amount: bigint): void {
  if (amount > 0n) mutate(ctx, who, (data) => ({ ...data, free: data.free + amount }))
}

/** Changes an account's balances with everything that follows: births, deaths, references, dust. */
function mutate(ctx: Context, who: AccountId, change: (data: AccountData) => AccountData): void {
  const minimum = existentialDeposit(ctx)
  const before = balances(ctx, who)
  const isNew = before.free === 0n && before.reserved === 0n && before.frozen === 0n
  const after = change(before)
  moveReferences(ctx, who, before, after)
  const dust = after.free < minimum && after.reserved === 0n
  storeAccountData(ctx, who, dust ? emptyAccountData() : after)
  if (isNew) ctx.emit('Balances', 'Endowed', { account: who, free_balance: after.free })
  if (dust && after.free > 0n) {
    ctx.emit('Balances', 'DustLost', { account: who, amount: after.free })
    rescind(ctx, after.free)
  }
}

/** A free balance of at least the existential deposit provides for the account; anything reserved or frozen needs it. */
function moveReferences(ctx: Context, who: AccountId, before: AccountData, after: AccountData): void {
  const minimum = existentialDeposit(ctx)
  const provided = before.free >= minimum
  const provides = after.free >= minimum
  const consumed = before.reserved > 0n || before.frozen > 0n
  const consumes = after.reserved > 0n || after.frozen > 0n
  if (!provided && provides) gainProvider(ctx, who)
  if (consumed && !consumes) loseConsumer(ctx, who)
  if (!consumed && consumes) gainConsumer(ctx, who)
  if (provided && !provides) loseProvider(ctx, who)
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
