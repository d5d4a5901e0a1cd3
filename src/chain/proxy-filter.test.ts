import { stringToHex } from '@polkadot/util'
import { expect, test } from 'vitest'
import { filtersIn, narrowest } from './proxy-filter.ts'

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
  const filter = filtersIn([{ name: stringToHex('One'), filterMode, ...lists }]).get('One')
  return [transfer, stake, weights].map((one) => filter?.(one))
}

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
  expect(filtersIn('nothing').size).toBe(0)
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
