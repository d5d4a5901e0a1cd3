import { expect, test } from 'vitest'
import { upcastEvent } from './upcast.ts'

const old = { type: 'IntentSettled', key: 'loan-refund:subnet:7:1:1:2', at: 5 }

test('an intent that was settled before purposes were has the one that its key was made from', () => {
  expect(upcastEvent('subnet:7:1', old)).toEqual({ ...old, purpose: { kind: 'loan-refund', about: [1, 2] } })
  const refund = { ...old, key: 'deposit-refund:subnet:7:1:0xab:5Ada' }
  expect(upcastEvent('race:7:1', refund)).toMatchObject({
    purpose: { kind: 'deposit-refund', about: ['0xab', '5Ada'] },
  })
})

test('what has its present form is left as it is', () => {
  const event = { ...old, purpose: { kind: 'bounty', about: [3] } }
  expect(upcastEvent('subnet:7:1', event)).toBe(event)
  const other = { type: 'SubnetStarted', at: 1 }
  expect(upcastEvent('subnet:7:1', other)).toBe(other)
})
