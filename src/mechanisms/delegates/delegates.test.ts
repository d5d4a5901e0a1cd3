import { expect, test } from 'vitest'
import { coldkeys, settle, stream, tao } from '../../../test/support/commands.ts'
import { delegatesTales, wantedOf } from '../../../test/support/delegates-tale.ts'
import { dissolvedTales, seeDissolution } from '../../../test/support/dissolved-tale.ts'
import { key, seeDelegates } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tellSlowly } from '../../handlers/kit/testing/mined.ts'
import { potName } from '../pots.ts'
import { teamOf } from '../streams/names.ts'
import { intents } from '../subnet/intents.ts'
import type { SubnetCommand } from '../subnet/state.ts'
import { delegates } from './delegates.ts'

const standing = wantedOf(coldkeys.ada)

const wanted = (tale: readonly SubnetCommand[]) =>
  intents(tellSlowly(tale))
    .filter(({ purpose }) => purpose.kind === 'pot-deposit' || purpose.kind === 'delegate')
    .toSorted((one, other) => one.notBefore - other.notBefore)
    .map(({ pot, call }) => [potName(pot), 'type' in call ? call.type : call.kind])

test('deposits are paid before the proxies that they are for, and all of it is asked for once', () => {
  expect(wanted(delegatesTales.asked)).toEqual([
    ['treasury:0', 'transfer'],
    ['treasury:0', 'transfer'],
    ['payroll:0', 'Transfer'],
    ['hotkey:0', 'NonFungible'],
  ])
  expect(tellSlowly(delegatesTales.asked).delegates.number).toBe(1)
  expect(wanted(delegatesTales.given)).toEqual([])
  expect(tellSlowly(delegatesTales.given).delegates).toMatchObject({ number: 1, given: [{}, {}] })
})

test('the proxies of a key that was replaced are taken away first; what somebody else gave stays', () => {
  const { given } = delegatesTales
  const foreign = { pot: 'payroll', delegate: coldkeys.eva, type: 'Any' } as const
  const look = seeDelegates(90_300, 930, wantedOf(coldkeys.ben, tao(0)), [...standing, foreign])
  expect(wanted([...given, look])).toEqual([
    ['payroll:0', 'Transfer'],
    ['hotkey:0', 'NonFungible'],
    ['payroll:0', 'Transfer'],
    ['hotkey:0', 'NonFungible'],
  ])
  const { changes } = tellSlowly([...given, look]).delegates
  expect(changes.map(({ delegate, isGiven }) => [delegate, isGiven])).toEqual([
    [coldkeys.ada, false],
    [coldkeys.ada, false],
    [coldkeys.ben, true],
    [coldkeys.ben, true],
  ])
})

test('what guardians took away by hand is asked for again; an older look, or a subnet that is not started, changes nothing', () => {
  const { given } = delegatesTales
  expect(wanted([...given, seeDelegates(90_300, 930, wantedOf(coldkeys.ada))])).toHaveLength(4)
  expect(wanted([...given, seeDelegates(90_300, 890, wantedOf(coldkeys.ada))])).toEqual([])
  expect(wanted([...minedTales.preparing, seeDelegates(90_300, 930, wantedOf(coldkeys.ada))])).toEqual([])
})

test('what an older plan settles late does not count for the newer', () => {
  const again = seeDelegates(90_060, 906, wantedOf(coldkeys.ben))
  const late = settle(90_070, 907, key('delegate', 1, 0))
  expect(tellSlowly([...delegatesTales.asked, again, late]).delegates).toMatchObject({ number: 2, given: [] })
})

const gone: SubnetCommand[] = [...delegatesTales.given, seeDissolution(91_000, 9_000)]

test('of a network that is gone its pots get the deposits back: guardians are asked to take the proxies away', () => {
  const taken = [
    ['payroll:0', 'Transfer'],
    ['hotkey:0', 'NonFungible'],
  ]
  expect(wanted(gone)).toEqual(taken)
  const again = seeDelegates(91_100, 9_010, wantedOf(coldkeys.ada), standing)
  expect(wanted([...gone, again])).toEqual(taken)
  // Somebody has taken one away by hand.
  expect(
    wanted([...gone, seeDelegates(91_100, 9_010, wantedOf(coldkeys.ada), standing.slice(0, 1))]),
  ).toEqual(taken.slice(0, 1))
  const both = [0, 1].map((place) => settle(91_200, 9_020, key('delegate', 2, place)))
  expect(wanted([...gone, ...both])).toEqual([])
})

const { threatened: _, ...ends } = dissolvedTales

test.each(Object.entries(ends))('%s: nobody is asked for a network that is gone', (_, tale) => {
  expect(wanted([...tale, seeDelegates(99_000, 9_999, wantedOf(coldkeys.ada))])).toEqual([])
})

test('what the App’s key may do by itself now has weights that were held weighed anew', () => {
  const told = delegates.tells?.DelegateChanged?.({ stream: stream() } as never, {
    type: 'DelegateChanged',
    number: 1,
    place: 0,
    at: 5,
    source: { kind: 'errand', name: 'x' },
  })
  expect(told).toMatchObject([
    { stream: teamOf(stream()), command: { type: 'DoubtWeights', uid: null, at: 5 } },
  ])
})
