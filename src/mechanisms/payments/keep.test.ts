import { expect, test } from 'vitest'
import { rao } from '../money.ts'
import { keep } from './keep.ts'

test('a wish is tried neither before it says nor before its last failure allows', () => {
  const wish = {
    key: 'a',
    purpose: { kind: 'test', about: [] },
    pot: { kind: 'float' },
    call: { kind: 'transfer', to: { coldkey: '5Ada' }, amount: rao(1n) },
  } as const
  const failed = { a: { failures: 2, error: 'Token.FundsUnavailable', retryAt: 50 } }
  const tried = { payments: { settled: {}, failed, cancelled: {} } }
  const untried = { payments: { settled: {}, failed: {}, cancelled: {} } }
  const notBefore = (state: typeof untried, at?: number) =>
    keep(state, [at === undefined ? wish : { ...wish, notBefore: at }]).map((intent) => intent.notBefore)
  expect(notBefore(untried)).toEqual([0])
  expect(notBefore(untried, 40)).toEqual([40])
  expect(notBefore(tried, 40)).toEqual([50])
  expect(notBefore(tried, 60)).toEqual([60])
})
