import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onIssue, START, settle, stream } from '../../../test/support/commands.ts'
import { refold } from '../../../test/support/house.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tell as tellRules } from '../../../test/support/tell.ts'
import type { Outcome } from '../intent.ts'
import { intents } from '../subnet/intents.ts'
import type { SubnetCommand, SubnetEvent, SubnetState } from '../subnet/state.ts'

const key = `network-register:${stream()}`
const source = { kind: 'operator', name: 'mia' } as const
const told = { key, operator: 'mia', reason: 'The hotkey is taken.', source }
const retry = (after: number): SubnetCommand => ({ type: 'RetryIntent', ...told, at: START + after })
const cancel = (after: number): SubnetCommand => ({ type: 'CancelIntent', ...told, at: START + after })
const failed = (after: number) =>
  settle(after, 30, key, { ok: false, error: 'SubtensorModule.NonAssociatedColdKey' })

function tell(commands: readonly SubnetCommand[]): { state: SubnetState; events: readonly SubnetEvent[] } {
  const { state, events, house } = tellRules(commands, minedConfig)
  expect(refold(house.happened).state(stream())).toEqual(state)
  return { state, events }
}

const owed = (state: SubnetState) => intents(state).find((intent) => intent.key === key)
const types = (events: readonly SubnetEvent[]) => events.map(({ type }) => type)
const { registering } = minedTales

test('a failed intent waits for its time, or for the operator', () => {
  const { state } = tell([...registering, failed(2_000)])
  expect(owed(state)).toMatchObject({ failures: 1, notBefore: START + 17_000 })
  const again = tell([...registering, failed(2_000), retry(3_000)])
  expect(owed(again.state)).toMatchObject({ failures: 1, notBefore: START + 3_000 })
  expect(again.events.at(-1)).toMatchObject({ type: 'IntentRetried', operator: 'mia', source })
})

test('a cancelled intent is owed no more, says why, and can be taken up again', () => {
  const { state } = tell([...registering, cancel(2_000)])
  expect(owed(state)).toBeUndefined()
  expect(state.payments.cancelled[key]).toEqual({
    operator: 'mia',
    reason: 'The hotkey is taken.',
    at: START + 2_000,
  })
  const back = tell([...registering, cancel(2_000), retry(3_000)]).state
  expect(owed(back)).toMatchObject({ failures: 0, notBefore: 0 })
  expect(back.payments.cancelled).toEqual({})
})

test('what is not owed is not cancelled, and what is under way is not retried', () => {
  const settled = settle(1_330, 30, key, { ok: true, registered: { netuid: 2 } })
  expect(types(tell([...registering, settled, cancel(2_000)]).events)).not.toContain('IntentCancelled')
  expect(types(tell([...registering, cancel(2_000), cancel(2_001)]).events.slice(-2))).not.toEqual([
    'IntentCancelled',
    'IntentCancelled',
  ])
  expect(types(tell([...registering, retry(2_000)]).events)).not.toContain('IntentRetried')
  expect(types(tell([{ ...cancel(1), ...onIssue(1) }, retry(2)]).events)).toEqual([])
})

const outcome = fc.oneof(
  fc.nat(9).map((netuid): Outcome => ({ ok: true, registered: { netuid, registeredIn: 29 } })),
  fc.string().map((error): Outcome => ({ ok: false, error })),
)

test('what the operator says of an outcome is as if a block had said it, and is on the ledger with the reason', () => {
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 1, maxLength: 4 }), (outcomes) => {
      const read = outcomes.map((one, n) => settle(2_000 + n, 30 + n, key, one))
      const said = read.map(
        (command): SubnetCommand => ({
          ...command,
          ...told,
          type: 'TellOutcome',
          extrinsic: command.extrinsic,
        }),
      )
      const bySource = (events: readonly SubnetEvent[]) => events.map((event) => ({ ...event, source }))
      const { state, events } = tell([...registering, ...said])
      const seen = tell([...registering, ...read])
      expect(state.payments).toEqual(seen.state.payments)
      expect(state.launch).toEqual(seen.state.launch)
      const given = events.filter(({ type }) => type === 'OutcomeTold')
      const others = events.filter(({ type }) => type !== 'OutcomeTold')
      expect(bySource(others)).toEqual(bySource(seen.events))
      // Nothing is said of what is settled.
      const last = outcomes.findIndex(({ ok }) => ok)
      const count = last === -1 ? outcomes.length : last + 1
      expect(given).toMatchObject(
        outcomes
          .slice(0, count)
          .map((one) => ({ outcome: one, operator: 'mia', reason: told.reason, source })),
      )
    }),
  )
})

test('what nobody wishes any more is ended by what the operator says, and by nothing else', () => {
  const gone = [...registering, cancel(2_000)]
  const stray = { ...told, key: `start-call:${stream()}`, type: 'TellOutcome' } as const
  const paid = settle(3_000, 31, stray.key)
  const failed = settle(3_000, 31, stray.key, { ok: false, error: 'x' })
  const before = tell(gone)
  for (const read of [paid, failed]) expect(tell([...gone, read]).events).toEqual(before.events)
  const of = (read: typeof paid) => tell([...gone, { ...read, ...stray }]).events.slice(before.events.length)
  expect(types(of(paid))).toEqual(['OutcomeTold', 'IntentSettled'])
  expect(types(of(failed))).toEqual(['OutcomeTold'])
})
