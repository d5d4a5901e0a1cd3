import { ensure, fail, moduleError } from '../../runtime/errors.ts'
import { compareAccounts } from '../../runtime/hashing.ts'
import type { AccountId, Context } from '../../runtime/pallet.ts'
import { storageItem } from '../../runtime/storage.ts'
import { reserve, unreserve } from '../money.ts'
import { type ProxyType, proxyTypes } from './proxy-type.ts'

/** Who may act for an account, in what, and how many blocks after announcing it. */
export type ProxyDefinition = {
  readonly delegate: AccountId
  readonly proxy_type: ProxyType
  /** blocks */
  readonly delay: number
}

/** An account's delegates in order, and what is reserved for them: rao, of the account or of a pure account's spawner. */
export const proxies = storageItem<[delegator: AccountId], [ProxyDefinition[], bigint]>('Proxy', 'Proxies')

/** rao to reserve for so many delegates. */
export function depositFor(ctx: Context, count: number): bigint {
  if (count === 0) return 0n
  const base = ctx.constant<bigint>('Proxy', 'ProxyDepositBase')
  return base + ctx.constant<bigint>('Proxy', 'ProxyDepositFactor') * BigInt(count)
}

/** Events: Reserved or Unreserved, then ProxyAdded. */
export function addDelegate(ctx: Context, delegator: AccountId, definition: ProxyDefinition): void {
  ensure(delegator !== definition.delegate, moduleError('Proxy', 'NoSelfProxy'))
  const [before, deposit] = proxies.get(ctx, delegator)
  const known = before.some((one) => compare(one, definition) === 0)
  ensure(!known, moduleError('Proxy', 'Duplicate'))
  const limit = ctx.constant<number>('Proxy', 'MaxProxies')
  ensure(before.length < limit, moduleError('Proxy', 'TooMany'))
  const after = [...before, definition].sort(compare)
  proxies.put(ctx, [after, changeDeposit(ctx, delegator, deposit, after.length)], delegator)
  emitDefinition(ctx, 'ProxyAdded', delegator, definition)
}

/** Events: Unreserved or Reserved, then ProxyRemoved. */
export function removeDelegate(ctx: Context, delegator: AccountId, definition: ProxyDefinition): void {
  const [before, deposit] = proxies.get(ctx, delegator)
  const after = before.filter((one) => compare(one, definition) !== 0)
  ensure(after.length < before.length, moduleError('Proxy', 'NotFound'))
  const left = changeDeposit(ctx, delegator, deposit, after.length)
  if (after.length > 0) proxies.put(ctx, [after, left], delegator)
  else proxies.remove(ctx, delegator)
  emitDefinition(ctx, 'ProxyRemoved', delegator, definition)
}

/** Takes all delegates away and answers what was reserved for them. */
export function takeDelegates(ctx: Context, delegator: AccountId): bigint {
  const [, deposit] = proxies.get(ctx, delegator)
  proxies.remove(ctx, delegator)
  return deposit
}

/** The first definition by which the delegate acts for the account; of that very type where one is named. */
export function definitionOf(
  ctx: Context,
  real: AccountId,
  delegate: AccountId,
  type: ProxyType | undefined,
): ProxyDefinition {
  const [definitions] = proxies.get(ctx, real)
  const found = definitions.find(
    (one) => one.delegate === delegate && (type === undefined || one.proxy_type.type === type.type),
  )
  return found ?? fail(moduleError('Proxy', 'NotProxy'))
}

/** Answers the new deposit. A pure account may have less reserved than its deposit, as its spawner paid the first. */
function changeDeposit(ctx: Context, who: AccountId, before: bigint, count: number): bigint {
  const after = depositFor(ctx, count)
  if (after > before) reserve(ctx, who, after - before)
  else unreserve(ctx, who, before - after)
  return after
}

function emitDefinition(
  ctx: Context,
  event: string,
  delegator: AccountId,
  definition: ProxyDefinition,
): void {
  const { delegate: delegatee, proxy_type, delay } = definition
  ctx.emit('Proxy', event, { delegator, delegatee, proxy_type, delay })
}

function compare(a: ProxyDefinition, b: ProxyDefinition): number {
  return (
    compareAccounts(a.delegate, b.delegate) ||
    proxyTypes.indexOf(a.proxy_type.type) - proxyTypes.indexOf(b.proxy_type.type) ||
    a.delay - b.delay
  )
}
