import { expect, test } from 'vitest'
import { tao } from '../../../test/support/commands.ts'
import { calls } from '../../handlers/calls.ts'
import type { Intent, IntentCall } from '../../mechanisms/intent.ts'
import type { ChainEvent, EventBody } from './block.ts'
import { toldOutcome } from './told-outcome.ts'

const [cap, deposit] = [tao(110), tao(10)]
const opening: IntentCall = {
  kind: 'loan-open',
  deposit,
  minimumContribution: tao(0.1),
  cap,
  duration: 1,
  target: 'treasury-0',
}
const identity = { name: '', description: '', repository: '', contact: '', url: '', discord: '', logo: '' }
const registration: IntentCall = { kind: 'network-register', hotkey: 'hot', identity, limit: tao(100) }
const refund: IntentCall = { kind: 'loan-refund', loan: 3 }

const created = (loan: number, changes: object = {}): EventBody => ({
  kind: 'loan-created',
  loan,
  creator: 'float',
  endBlock: 500 + loan,
  cap,
  ...changes,
})
const added = (netuid: number): EventBody => ({ kind: 'network-added', netuid, lockCost: null })

function told(call: IntentCall, bodies: readonly EventBody[], made: number | null = null, paid = true) {
  const intent: Intent = {
    key: 'a',
    purpose: { kind: 'test', about: [] },
    pot: { kind: 'float' },
    call,
    failures: 0,
    notBefore: 0,
  }
  const events = bodies.map((body): ChainEvent => ({ extrinsic: 3, ...body }))
  return toldOutcome(calls, intent, { paid, made }, { events, pot: 'float', known: new Set([4]) })
}

test('a loan is the one of the pot and the cap that no idea has', () => {
  const others = [created(2, { creator: 'eve' }), created(4), created(6, { cap: tao(111) })]
  expect(told(opening, [...others, created(5)])).toEqual({
    ok: true,
    created: { loan: 5, endBlock: 505, cap },
  })
  expect(() => told(opening, others)).toThrow('no crowdloan that this made: then it failed')
})

test('of several it must be named, and be one of them', () => {
  const two = [created(5), created(7)]
  expect(() => told(opening, two)).toThrow('made the crowdloan 5, 7: name this one’s with --made')
  expect(told(opening, two, 7)).toMatchObject({ created: { loan: 7, endBlock: 507 } })
  expect(() => told(opening, two, 4)).toThrow('made the crowdloan 5, 7')
  expect(() => told(registration, [added(8)], 9)).toThrow('made the network 8')
})

test('a network tells its netuid, a refund whether it was the last', () => {
  expect(told(registration, [added(8)])).toEqual({ ok: true, registered: { netuid: 8 } })
  expect(() => told(registration, [])).toThrow('no network that this made')
  expect(told(refund, [{ kind: 'all-refunded', loan: 2 }])).toEqual({ ok: true, allRefunded: false })
  expect(told(refund, [{ kind: 'all-refunded', loan: 3 }])).toEqual({ ok: true, allRefunded: true })
  expect(() => told(refund, [], 3)).toThrow('leave --made out')
})

test('a failure needs nothing, whatever happened', () => {
  for (const call of [opening, registration, refund]) {
    expect(told(call, [], null, false)).toEqual({ ok: false, error: expect.stringContaining('operator') })
  }
})
