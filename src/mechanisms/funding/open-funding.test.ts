import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coldkeys, DAY, people, settle, tao, tick } from '../../../test/support/commands.ts'
import { seeDissolution } from '../../../test/support/dissolved-tale.ts'
import {
  furtherTale,
  furtherTales,
  gave,
  openFunding,
  roundOpened,
} from '../../../test/support/further-tale.ts'
import { key, minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tell } from '../../../test/support/tell.ts'
import { owedNow } from '../dissolution/rest.ts'
import { rao } from '../money.ts'
import { errands } from '../subnet/errands.ts'
import { intents } from '../subnet/intents.ts'
import type { SubnetCommand } from '../subnet/state.ts'
import { gaveOf, lastLoan } from './rounds.ts'

const told = (commands: readonly SubnetCommand[]) => tell(commands, minedConfig)
const refusalOf = (commands: readonly SubnetCommand[], command: SubnetCommand) =>
  told([...commands, command]).refusals[0]?.code ?? null
const wished = (commands: readonly SubnetCommand[]) =>
  intents(told(commands).state)
    .filter(({ key: name }) => /^loan-.*:2(:|$)/.test(name))
    .map(({ call }) => call)

const { passed, registering, probation } = minedTales

test('who is asked and who is not opens another round, one at a time', () => {
  expect(refusalOf(passed, openFunding(90_000, 50))).toBeNull()
  expect(refusalOf(passed, openFunding(90_000, 50, people.eva))).toBe('may-not-fund')
  expect(refusalOf(passed, openFunding(90_000, 50, people.eva, true))).toBeNull()
  expect(refusalOf(probation, openFunding(1_750, 50))).toBe('not-fundable')
  expect(refusalOf(minedTales.mining, openFunding(105, 50))).toBe('not-fundable')
  expect(refusalOf(furtherTales.asked, openFunding(90_005, 50))).toBe('round-open')
  expect(refusalOf(furtherTales.collecting, openFunding(90_000 + 31 * DAY, 50))).toBe('round-open')
  expect(refusalOf(furtherTales.calledOff, openFunding(90_060, 50))).toBe('not-fundable')
})

test('a round opens 30 days after the one before it, and its target keeps to the settings', () => {
  expect(refusalOf(furtherTales.funded, openFunding(90_000 + 30 * DAY - 1, 50))).toBe('funded-lately')
  expect(refusalOf(furtherTales.funded, openFunding(90_000 + 30 * DAY, 50))).toBeNull()
  expect(refusalOf(passed, openFunding(90_000, 19.999999))).toBe('target-out-of-bounds')
  expect(refusalOf(passed, openFunding(90_000, 0))).toBe('target-out-of-bounds')
  expect(refusalOf(passed, openFunding(90_000, 1_000_001))).toBe('target-out-of-bounds')
})

test('what the target brings goes to the subnet’s treasury, and leaves it where it stands', () => {
  const { deposit, minimumContribution } = told(furtherTales.asked).state.funding?.further?.[0] ?? {}
  expect(wished(furtherTales.asked)).toMatchObject([
    { kind: 'loan-open', target: coldkeys.treasury, cap: tao(60), deposit, minimumContribution },
  ])
  expect(wished(furtherTales.collecting)).toEqual([])
  expect(wished(furtherTales.full)).toEqual([{ kind: 'loan-finalize', loan: 7 }])
  expect(wished(furtherTales.funded)).toMatchObject([{ kind: 'transfer', amount: tao(10) }])
  const { state } = told(furtherTales.funded)
  expect(state.phase).toBe('live')
  expect(lastLoan(state.funding)?.id).toBe(7)
})

test('all who gave have the privilege by all that they gave', () => {
  expect(Object.fromEntries(gaveOf(told(furtherTales.funded).state.funding))).toEqual({
    [coldkeys.ben]: tao(60),
    [coldkeys.eva]: tao(60),
    [coldkeys.fox]: tao(30),
  })
  expect(gaveOf(told(furtherTales.collecting).state.funding).get(coldkeys.fox)).toBeUndefined()
})

test('a round that is not filled gives everybody’s money back, and the subnet lives on', () => {
  expect(wished(furtherTales.failing)).toEqual([{ kind: 'loan-refund', loan: 7 }])
  const { state } = told(furtherTales.failed)
  expect(state.phase).toBe('live')
  expect(wished(furtherTales.failed)).toEqual([])
  expect(state.funding?.further?.[0]).toMatchObject({ stage: 'dissolved' })
  expect(gaveOf(state.funding).get(coldkeys.fox)).toBeUndefined()
})

test('a subnet that the chain dissolves gives back what a round has collected before its rest is counted', () => {
  const kinds = (commands: readonly SubnetCommand[]) => errands(told(commands).state).map(({ kind }) => kind)
  expect(kinds(furtherTales.calledOff)).toEqual([])
  expect(wished(furtherTales.calledOff)).toEqual([{ kind: 'loan-refund', loan: 7 }])
  const { state } = told(furtherTale)
  // Of 66 TAO the bounty, the reward and a lent deposit are owed: the other 50 go by 60, 60 and 30.
  expect(owedNow(state).map(({ amount }) => amount)).toEqual(
    expect.arrayContaining([tao(20), tao(20), tao(10)]),
  )
})

test('what was finalized while the dissolution called it off is part of the rest', () => {
  const late = [
    ...furtherTales.full,
    seeDissolution(90_055, 904),
    settle(90_060, 905, key('loan-finalize', 2)),
  ]
  const { state } = told(late)
  expect(state.funding?.further?.[0]?.stage).toBe('finalized')
  expect(gaveOf(state.funding).get(coldkeys.fox)).toBe(tao(30))
  expect(errands(state).map(({ kind }) => kind)).toEqual(['rest'])
})

test('a raise that does not pay for the registration is followed by another, which is for it alone', () => {
  const before = told(registering).state.launch?.limit ?? rao(0n)
  const { state } = told(furtherTales.forRegistration)
  expect(state.phase).toBe('launching')
  expect(state.launch?.limit).toBe(before + tao(50))
  const call = intents(state).find(({ purpose }) => purpose.kind === 'network-register')?.call
  expect(call).toMatchObject({ limit: before + tao(50) })
})

/** Accounts that nobody knows. */
const funder = (number: number) => `5${String(number).padStart(47, 'F')}`

test('however many give, their contributions have room in the state', () => {
  const first = Array.from({ length: 400 }, (_, n) => gave(90_020, 901, 2, funder(n), 0.125))
  const second = openFunding(90_000 + 30 * DAY, 50)
  const many = [
    ...passed,
    openFunding(90_000, 50),
    roundOpened(90_010, 900, 2),
    ...first,
    settle(90_060, 905, key('loan-finalize', 2)),
    settle(90_070, 906, key('loan-deposit-return', 2)),
    second,
  ]
  const round = told(many).state.funding?.further?.[1]
  expect(50 / (Number(round?.minimumContribution) / 1e9)).toBeLessThan(398)
  expect(round?.minimumContribution).toBeGreaterThan(tao(0.1))
})

test('the funders of one round have room in its crowdloan beside the account that opened it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 1_000_000 }), (target) => {
      const round = told([...passed, openFunding(90_000, target)]).state.funding?.further?.[0]
      // All but the last one give that much at least; the chain takes 500, and nobody can add at 500.
      const funders = tao(target) / (round?.minimumContribution ?? 1n) + 1n
      expect(funders + 1n).toBeLessThan(500n)
    }),
    { numRuns: 10 },
  )
})

test('a refund that is heard after its loan is gone opens nothing again', () => {
  const gone = [
    ...furtherTales.asked,
    roundOpened(90_010, 900, 2),
    settle(90_100 + 31 * DAY, 910, key('loan-dissolve', 2)),
    gave(90_100 + 62 * DAY, 911, 2, coldkeys.ben, 1),
    openFunding(90_100 + 93 * DAY, 50),
  ]
  const late = settle(90_100 + 124 * DAY, 913, key('loan-refund', 2, 1), { ok: true, allRefunded: true })
  const { state } = told([...gone, late])
  expect(state.funding?.further?.[0]?.stage).toBe('dissolved')
  expect(intents(state)).toEqual(intents(told(gone).state))
})

type Move = (at: number, block: number, round: number, who: string, amount: number) => SubnetCommand

const moves: Readonly<Record<string, Move>> = {
  gives: (at, block, round, who, amount) => gave(at, block, round, who, amount),
  takes: (at, block, round, who, amount) => ({
    ...gave(at, block, round, who, amount),
    type: 'SeeWithdrawal',
  }),
  opened: (at, block, round) => roundOpened(at, block, round, block + 2),
  finalizes: (at, block, round) => settle(at, block, key('loan-finalize', round)),
  refunds: (at, block, round) =>
    settle(at, block, key('loan-refund', round, 1), { ok: true, allRefunded: true }),
  dissolves: (at, block, round) => settle(at, block, key('loan-dissolve', round)),
  time: (at, block) => tick(at + DAY, block),
  network: (at, block) => seeDissolution(at, block),
  opens: (at) => openFunding(at, 50),
}

const step = fc.record({
  move: fc.constantFrom(...Object.values(moves)),
  who: fc.constantFrom(coldkeys.ben, coldkeys.eva, coldkeys.fox),
  round: fc.constantFrom(2, 3),
  amount: fc.integer({ min: 1, max: 60 }),
})

test('whatever happens, what a round holds is what each has in it, nothing is counted twice, and none of it is wished to two places', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const commands = steps.map(({ move, who, round, amount }, n) =>
        move(90_100 + 31 * DAY * (n + 1), 910 + n, round, who, amount),
      )
      const { state } = told([...furtherTales.asked, roundOpened(90_010, 900, 2), ...commands])
      const rounds = [state.funding, ...(state.funding?.further ?? [])].flatMap((one) => one ?? [])
      for (const { raised, contributions } of rounds.filter(({ stage }) => stage !== 'dissolved')) {
        expect(raised).toBe(Object.values(contributions).reduce((sum, one) => sum + one, 0n))
      }
      const final = rounds.filter(({ stage }) => stage === 'finalized')
      expect([...gaveOf(state.funding).values()].reduce((sum, one) => sum + one, 0n)).toBe(
        final.reduce((sum, { raised }) => sum + raised, 0n),
      )
      const keys = intents(state).map(({ key: name }) => name)
      expect(new Set(keys).size).toBe(keys.length)
      for (const { round } of rounds) {
        const own = keys.filter((name) => name.startsWith('loan-') && name.split(':')[4] === String(round))
        expect(own.length).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 60 },
  )
})
