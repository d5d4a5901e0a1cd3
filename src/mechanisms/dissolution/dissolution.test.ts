import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coldkeys, DAY, settle, tao } from '../../../test/support/commands.ts'
import { delegatesTales } from '../../../test/support/delegates-tale.ts'
import {
  dissolvedTales,
  reportRest,
  seeDissolution,
  seeOutlook,
} from '../../../test/support/dissolved-tale.ts'
import { key, minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tell } from '../../../test/support/tell.ts'
import { rao } from '../money.ts'
import { errands } from '../subnet/errands.ts'
import { intents } from '../subnet/intents.ts'
import { nextStep } from '../subnet/next-step.ts'
import type { SubnetCommand } from '../subnet/state.ts'
import { owedNow, repaid, sharesOf } from './rest.ts'

const told = (commands: readonly SubnetCommand[]) => tell(commands, minedConfig)
const owed = (commands: readonly SubnetCommand[]) =>
  intents(told(commands).state).map(({ purpose, call }) => [
    purpose.kind,
    call.kind === 'transfer' ? call.amount : null,
  ])

test('what the chain dissolves ends with an answer: nothing is asked or wished of it any more, and no guarantor is slashed', () => {
  const { state } = told(dissolvedTales.dissolved)
  expect(state.phase).toBe('dissolved')
  expect(state.probation?.verdict).toBe('dissolved')
  expect(state.rounds.at(-1)?.guarantee?.fate).toBe('returned')
  expect(nextStep(state)).toBe('count-rest')
  expect(errands(state).map(({ kind }) => kind)).toEqual(['rest'])
})

test('the rest goes to the funders by what they gave, after what was owed', () => {
  // Of 41 TAO one is the discoverer's, and ten were lent for the crowdloan.
  expect(owed(dissolvedTales.counted)).toEqual(
    expect.arrayContaining([
      ['discoverer-reward', tao(1)],
      ['rest-return', tao(18)],
      ['rest-return', tao(12)],
    ]),
  )
  const { state } = told(dissolvedTales.repaid)
  expect(intents(state)).toEqual([])
  expect(nextStep(state)).toBe('dissolved')
})

const asks = (commands: readonly SubnetCommand[]) =>
  errands(told(commands).state).flatMap((one) => (one.kind === 'rest' ? [one.pots.map(([pot]) => pot)] : []))

test('what its other pots have goes to the treasury first, once, and is part of the rest', () => {
  const { dissolved } = dissolvedTales
  const left = [
    { pot: 'payroll', amount: tao(2) },
    { pot: 'hotkey', amount: rao(999_999n) },
  ] as const
  const found = [...dissolved, reportRest(1_820 + DAY, 41, 60, left)]
  const returns = (commands: readonly SubnetCommand[]) =>
    owed(commands).filter(([kind]) => kind === 'pot-return')
  expect(asks(dissolved)).toEqual([['payroll', 'hotkey']])
  // Dust is not worth its fee.
  expect(returns(found)).toEqual([['pot-return', tao(2)]])
  expect(asks(found)).toEqual([])
  expect(nextStep(told(found).state)).toBe('count-rest')
  const returned = [...found, settle(1_825 + DAY, 61, key('pot-return', 0))]
  expect(returns(returned)).toEqual([])
  expect(asks(returned)).toEqual([[]])
  // Whoever sends more by then holds up nobody.
  const counted = [...returned, reportRest(1_826 + DAY, 43, 62, left)]
  expect(returns(counted)).toEqual([])
  expect(told(counted).state.dissolution.rest?.total).toBe(tao(32))
})

test('nothing is counted while proxies hold deposits back', () => {
  const gone = [...delegatesTales.given, seeDissolution(91_000, 9_000)]
  expect(asks(gone)).toEqual([])
  const both = [0, 1].map((place) => settle(91_200, 9_020, key('delegate', 2, place)))
  expect(asks([...gone, ...both])).toEqual([['payroll', 'hotkey']])
})

test('it is paid once, whatever is told twice', () => {
  const twice = [
    ...dissolvedTales.repaid,
    settle(8 * DAY, 5_002, key('rest-return', 0)),
    reportRest(9 * DAY, 50),
  ]
  expect(owed(twice)).toEqual([])
  expect(told([...dissolvedTales.counted, seeDissolution(2 * DAY, 70)]).state.dissolution.rest?.total).toBe(
    tao(30),
  )
})

test('a netuid is ours from the block of its registration on, and nobody else’s dissolution is ours', () => {
  const phase = (...commands: readonly SubnetCommand[]) =>
    told([...minedTales.probation, ...commands]).state.phase
  expect(phase(seeDissolution(1_750, 55, 3))).toBe('probation')
  // It was registered in block 30.
  expect(phase(seeDissolution(1_750, 30))).toBe('probation')
  expect(phase(seeDissolution(1_750, 31))).toBe('dissolved')
  expect(told([...minedTales.registering, seeDissolution(1_325, 29)]).state.phase).toBe('launching')
})

test('that it is next is said once, and unsaid', () => {
  const say = (every: number, ...isNext: readonly boolean[]) =>
    told([...minedTales.passed, ...isNext.map((one, n) => seeOutlook(2_500 + n * every, one))]).events.filter(
      ({ type }) => type === 'OutlookChanged',
    ).length
  expect(say(DAY, true, true)).toBe(1)
  expect(say(DAY, false)).toBe(0)
  expect(say(DAY, true, false, true)).toBe(3)
  // A warning stands for a day.
  expect(say(1, true, false, true, false)).toBe(1)
  expect(told([...dissolvedTales.dissolved, seeOutlook(2 * DAY, true)]).state.dissolution.isNext).toBe(false)
})

test('before the start, too, it ends: nothing is configured or started, and the collateral goes back', () => {
  for (const life of [minedTales.configuring, minedTales.preparing, minedTales.starting]) {
    const { state } = told([...life, seeDissolution(1_660, 41)])
    expect(state.phase).toBe('dissolved')
    const kinds = owed([...life, seeDissolution(1_660, 41)]).map(([kind]) => kind)
    expect(kinds).toEqual(['collateral-return', 'loan-deposit-return', 'guarantee-return'])
    expect(state.launch?.stage).toBe('dissolved')
  }
})

test('however many gave however much, each is owed once and all of the rest goes out', () => {
  const gave = fc.uniqueArray(fc.bigInt(1n, 10n ** 13n), { minLength: 1, maxLength: 130 })
  fc.assert(
    fc.property(gave, fc.bigInt(0n, 10n ** 14n), fc.infiniteStream(fc.nat()), (amounts, total, picks) => {
      const contributions = Object.fromEntries(amounts.map((amount, n) => [`5${n}`, rao(amount)]))
      const { state } = told(dissolvedTales.counted)
      const funding = state.funding && { ...state.funding, contributions }
      let rest = { total: rao(total), block: 1, from: 0, paid: [] as readonly number[] }
      const paid = new Map<number, bigint>()
      for (;;) {
        const now = owedNow({ funding, dissolution: { ...state.dissolution, rest } })
        const one = now[(picks.next().value ?? 0) % Math.max(now.length, 1)]
        if (!one) break
        expect(paid.has(one.place)).toBe(false)
        paid.set(one.place, one.amount)
        rest = { ...rest, ...repaid(rest, one.place) }
      }
      expect([...paid.values()].reduce((sum, amount) => sum + amount, 0n)).toBe(total)
      expect(paid.size).toBe(sharesOf({ funding }, rest).length)
    }),
    { numRuns: 30 },
  )
})

test('who gave is paid at the address that gave', () => {
  const { state } = told(dissolvedTales.counted)
  expect(owedNow(state).map(({ coldkey }) => coldkey)).toEqual([coldkeys.ben, coldkeys.eva].toSorted())
})
