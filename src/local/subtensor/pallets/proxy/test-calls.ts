/** For the tests of the pallet: its calls, and what becomes of them. */
import type { AccountId, RuntimeCall } from '../../runtime/pallet.ts'
import { balances } from '../money.ts'
import { callOf, errorOf, person, type TestWorld, tao, testWorld } from '../test-world.ts'
import type { ProxyTypeName } from './proxy-type.ts'

export const [owner, delegate, other, receiver] = [1, 2, 3, 9].map(person) as [string, string, string, string]
/** rao */
export const base = 60_000_000n
export const factor = 33_000_000n

const id = (value: AccountId) => ({ type: 'Id', value })
export const typed = (type: ProxyTypeName) => ({ type, value: undefined })
export const give = (value: bigint, dest = receiver) =>
  callOf('Balances', 'transfer_keep_alive', { dest: id(dest), value })
export const proxied = (real: AccountId, call: RuntimeCall, force?: ProxyTypeName) =>
  callOf('Proxy', 'proxy', { real: id(real), force_proxy_type: force && typed(force), call })
export const add = (who: AccountId, type: ProxyTypeName = 'Any', delay = 0) =>
  callOf('Proxy', 'add_proxy', { delegate: id(who), proxy_type: typed(type), delay })
export const remove = (who: AccountId, type: ProxyTypeName = 'Any', delay = 0) =>
  callOf('Proxy', 'remove_proxy', { delegate: id(who), proxy_type: typed(type), delay })
export const removeAll = callOf('Proxy', 'remove_proxies', undefined)
export const createPure = (index = 0, type: ProxyTypeName = 'Any') =>
  callOf('Proxy', 'create_pure', { proxy_type: typed(type), delay: 0, index })
export const batchAll = (...calls: RuntimeCall[]) => callOf('Utility', 'batch_all', { calls })

/** A world of rich people and a receiver who is alive and no more. */
export const openWorld = (...rich: AccountId[]) =>
  testWorld({
    balances: new Map([
      [receiver, 1_000n],
      ...[owner, delegate, other, ...rich].map((who) => [who, 10n * tao] as const),
    ]),
  })

/** The error of the extrinsic, and behind a success the one that `ProxyExecuted` tells of. */
export function say(world: TestWorld, who: AccountId, { type, value }: RuntimeCall): string | undefined {
  const result = world.run(who, type, value.type, value.value)
  if (!result.ok) return errorOf(result)
  const executed = lastEvent(world, 'ProxyExecuted') as Executed | undefined
  if (executed === undefined || executed.result.success) return undefined
  return `executed: ${errorOf({ ok: false, error: executed.result.value })}`
}

type Executed = { result: { success: true } | { success: false; value: { type: string } } }

export function lastEvent(world: TestWorld, name: string): unknown {
  if (!world.lastEvents().includes(`Proxy.${name}`)) return undefined
  const events = world.ctx.events().map(({ event }) => (event as RuntimeCall).value)
  return events.findLast(({ type }) => type === name)?.value
}

export const reserved = (world: TestWorld, who: AccountId) => balances(world.ctx, who).reserved

export function killOf(made: { spawner?: AccountId; height?: number; ext_index?: number; index?: number }) {
  const { spawner = owner, height = 1, ext_index = 0, index = 0 } = made
  return callOf('Proxy', 'kill_pure', {
    spawner: id(spawner),
    proxy_type: typed('Any'),
    index,
    height,
    ext_index,
  })
}
