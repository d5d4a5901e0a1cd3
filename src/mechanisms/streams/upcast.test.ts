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

const two = { ordinal: 4, float: '5F', escrow: '5E', treasury: '5T' }

test('of two pots, the escrow was the hotkey too, and there was no payroll', () => {
  const pots = { ...two, payroll: null, hotkey: '5E' }
  const opened = { type: 'IdeaOpened', pots: two, at: 1 }
  expect(upcastEvent('subnet:7:1', opened)).toEqual({ ...opened, pots })
  const race = { type: 'RaceOpened', pots: two, at: 1 }
  expect(upcastEvent('race:7:1', race)).toEqual({ ...race, pots })
  for (const now of [
    { type: 'IdeaOpened', at: 1 },
    { ...race, pots },
  ]) {
    expect(upcastEvent('subnet:7:1', now)).toBe(now)
  }
})

test('a deposit of the time before the till was paid into the escrow of an idea that had its pots', () => {
  const paid = { type: 'DepositAccepted', payer: '5P', at: 1 }
  expect(upcastEvent('subnet:7:1', paid)).toEqual({ ...paid, pot: 'escrow', pots: null })
  const now = { ...paid, pot: 'till', pots: null }
  expect(upcastEvent('subnet:7:1', now)).toBe(now)
})

test('a score of the time before it was told what stood when is for good of the head that it was bound to', () => {
  const given = { type: 'ScoreGiven', head: 'aa', at: 1 }
  expect(upcastEvent('proposal:7:1:2', given)).toEqual({ ...given, named: true })
  const now = { ...given, named: false }
  expect(upcastEvent('proposal:7:1:2', now)).toBe(now)
})

test('what has its present form is left as it is', () => {
  const event = { ...old, purpose: { kind: 'bounty', about: [3] } }
  expect(upcastEvent('subnet:7:1', event)).toBe(event)
  const other = { type: 'SubnetStarted', at: 1 }
  expect(upcastEvent('subnet:7:1', other)).toBe(other)
})

test('a count from before members had a standing says what the best got', () => {
  const results = [{ author: { id: 4, login: 'fox' }, incentive: 65_535 }]
  const old = { type: 'TaskCounted', issue: 60, results }
  const today = { ...old, incentives: { 4: 65_535 }, standingBasisPoints: 1_000 }
  expect(upcastEvent('team:7:1', old)).toEqual(today)
  expect(upcastEvent('team:7:1', today)).toBe(today)
})
