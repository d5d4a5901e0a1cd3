import { stringToHex } from '@polkadot/util'
import { expect, test } from 'vitest'
import { offlineChain } from '../../test/support/offline-chain.ts'
import { Unanswered } from './connection.ts'
import { filtersIn, narrowest, readProxyFilters } from './proxy-filter.ts'

const call = (section: string, method: string) => ({ method: { section, method } })
const transfer = call('balances', 'transferKeepAlive')
const stake = call('subtensorModule', 'transferStake')
const weights = call('subtensorModule', 'setMechanismWeights')

const named = (pallet: string, name: string | null, more: object = {}) => ({
  palletName: stringToHex(pallet),
  callName: name === null ? null : stringToHex(name),
  ...more,
})
const lets = (filterMode: unknown, lists: object = {}) => {
  const filter = filtersIn([{ name: stringToHex('One'), filterMode, ...lists }], () => undefined).get('One')
  return [transfer, stake, weights].map((one) => filter?.(one) ?? false)
}
const good = { name: stringToHex('Good'), filterMode: 'AllowAll' }

test('what a type does not name is refused, in the older form and in the newer', () => {
  const calls = [named('Balances', null), named('SubtensorModule', 'transfer_stake')]
  expect(lets('Allow', { calls, exceptions: [] })).toEqual([true, true, false])
  expect(lets({ allow: calls })).toEqual([true, true, false])
  expect(lets('Allow', { calls, exceptions: [calls[1]] })).toEqual([true, false, false])
  expect(lets('Deny', { calls, exceptions: [] })).toEqual([false, false, true])
  for (const mode of ['AllowAll', { allowAll: null }]) expect(lets(mode)).toEqual([true, true, true])
  for (const mode of ['DenyAll', { denyAll: null }]) expect(lets(mode)).toEqual([false, false, false])
})

test('a condition is as good as a refusal, and so is a form that nobody knows', () => {
  const below = { paramLessThan: { paramName: '0x00', limit: 5 } }
  const calls = [
    named('Balances', null, { condition: below }),
    named('SubtensorModule', 'transfer_stake', { constraint: below }),
  ]
  expect(lets('Allow', { calls })).toEqual([false, false, false])
  expect(lets({ allow: calls })).toEqual([false, false, false])
  expect(lets('Sometimes', { calls })).toEqual([false, false, false])
  expect(lets({})).toEqual([false, false, false])
})

test('what is told in a form that nobody knows takes no other type with it, and is said', () => {
  const strange: readonly unknown[] = [
    null,
    {},
    { ...good, name: undefined },
    { ...good, name: 7 },
    { ...good, name: stringToHex('One'), filterMode: undefined },
    { ...good, name: stringToHex('One'), filterMode: null },
    { ...good, name: stringToHex('One'), filterMode: 'Sometimes' },
    { ...good, name: stringToHex('One'), filterMode: { allow: 'all' } },
    { ...good, name: stringToHex('One'), filterMode: { allow: [null] } },
    { ...good, name: stringToHex('One'), filterMode: 'Allow', calls: [{ pallet: '0x', call: null }] },
    { ...good, name: stringToHex('One'), filterMode: 'Allow', calls: [{ palletName: '0x00' }] },
    { ...good, name: stringToHex('One'), filterMode: 'Deny', exceptions: [named('Balances', null)] },
  ]
  for (const one of strange) {
    const said: string[] = []
    const filters = filtersIn([one, good], (reason) => said.push(reason))
    expect([...filters.keys()], JSON.stringify(one)).toEqual(['Good'])
    expect(filters.get('Good')?.(transfer)).toBe(true)
    expect(said).toHaveLength(1)
  }
  const said: string[] = []
  expect(filtersIn('nothing', (reason) => said.push(reason)).size).toBe(0)
  expect(said).toHaveLength(1)
})

test('a chain that does not tell lets nothing; a node that does not answer is asked again', async () => {
  const chain = await offlineChain(475)
  const said: string[] = []
  const read = (error: Error) =>
    readProxyFilters({ ...chain, request: () => Promise.reject(error) }, (reason) => said.push(reason))
  expect((await read(Object.assign(new Error('another argument'), { code: 4003 }))).size).toBe(0)
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('ProxyFilterRuntimeApi.get_proxy_filter: another argument')
  await expect(read(new Unanswered('silence'))).rejects.toThrow('silence')
})

test('the narrowest type is the one that may do the least else, and none that may do anything', () => {
  const calls = {
    balances: { transferKeepAlive: 0 },
    subtensorModule: { transferStake: 0, setMechanismWeights: 0 },
  }
  const api = { tx: calls } as unknown as Parameters<typeof narrowest>[0]
  const filters = new Map([
    ['Any', () => true],
    ['Wide', ({ method }: ReturnType<typeof call>) => method.section === 'subtensorModule'],
    ['Narrow', ({ method }: ReturnType<typeof call>) => method.method === 'transferStake'],
  ])
  expect(narrowest(api, filters, [stake])).toBe('Narrow')
  expect(narrowest(api, filters, [stake, weights])).toBe('Wide')
  expect(narrowest(api, filters, [transfer])).toBeNull()
})
