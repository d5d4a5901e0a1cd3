/** System.Account: nonces and the references that keep an account alive. */
import { fail, plainError } from '../runtime/errors.ts'
import type { AccountId, Context } from '../runtime/pallet.ts'
import { storageItem } from '../runtime/storage.ts'

/** Balances in rao. `flags` marks the balance logic of today's runtimes. */
export type AccountData = { free: bigint; reserved: bigint; frozen: bigint; flags: bigint }
export type AccountInfo = {
  nonce: number
  consumers: number
  providers: number
  sufficients: number
  data: AccountData
}

export const accounts = storageItem<[AccountId], AccountInfo>('System', 'Account')

const maxConsumers = 16
const newLogic = 1n << 127n

export function emptyAccountData(): AccountData {
  return { free: 0n, reserved: 0n, frozen: 0n, flags: newLogic }
}

/** True where losing one provider reference would not leave consumers without any. */
export function canLoseProvider(ctx: Context, who: AccountId): boolean {
  const { consumers, providers } = accounts.get(ctx, who)
  return consumers === 0 || providers > 1
}

export function gainProvider(ctx: Context, who: AccountId): void {
  const account = accounts.get(ctx, who)
  const born = account.providers === 0 && account.sufficients === 0
  accounts.put(ctx, { ...account, providers: account.providers + 1 }, who)
  if (born) ctx.emit('System', 'NewAccount', { account: who })
}

/** Reaps the account with its last reference; ConsumerRemaining when something still needs it. */
export function loseProvider(ctx: Context, who: AccountId): void {
  const account = accounts.get(ctx, who)
  if (account.providers > 1 || account.sufficients > 0) {
    accounts.put(ctx, { ...account, providers: account.providers - 1 }, who)
    return
  }
  if (account.consumers > 0) fail(plainError('ConsumerRemaining'))
  accounts.remove(ctx, who)
  ctx.emit('System', 'KilledAccount', { account: who })
}

export function gainConsumer(ctx: Context, who: AccountId): void {
  const account = accounts.get(ctx, who)
  if (account.providers === 0) fail(plainError('NoProviders'))
  if (account.consumers >= maxConsumers) fail(plainError('TooManyConsumers'))
  accounts.put(ctx, { ...account, consumers: account.consumers + 1 }, who)
}

export function loseConsumer(ctx: Context, who: AccountId): void {
  const account = accounts.get(ctx, who)
  accounts.put(ctx, { ...account, consumers: Math.max(0, account.consumers - 1) }, who)
}

/** Writes the balances; they live only as long as something provides for the account. */
export function storeAccountData(ctx: Context, who: AccountId, data: AccountData): void {
  const account = accounts.get(ctx, who)
  if (account.providers > 0 || account.sufficients > 0) accounts.put(ctx, { ...account, data }, who)
  else accounts.remove(ctx, who)
}
