import fc from 'fast-check'
import { expect, test } from 'vitest'
import { potsOfIssue } from '../../../test/support/commands.ts'
import { gatheringOf } from './gathers.ts'
import { availableOf, hotkeyOf, type OwnStake } from './terms.ts'

const pots = potsOfIssue()
const TO = 'h0'
const least = 2_000_000n

const stake = fc
  .record({
    account: fc.constantFrom(pots.treasury, pots.payroll ?? ''),
    hotkey: fc.integer({ min: 0, max: 30 }).map((n) => `h${n}`),
    stake: fc.bigInt(0n, 10n ** 10n),
    kept: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ kept, ...one }): OwnStake => ({ ...one, locked: (one.stake * BigInt(kept)) / 2n }))
const stakes = fc.uniqueArray(stake, {
  selector: ({ account, hotkey }) => `${account} ${hotkey}`,
  maxLength: 60,
})

const record = (price: bigint, fee: bigint) => ({
  netuid: 7,
  terms: { chain_minimum: '0', fee_rao: String(fee), price_rao: String(price) },
  settings: { investors_basis_points: 0, reserve: '0', minimum: '0', fee_basis_points: 100 },
})

test('all that lies elsewhere, is free and worth its move is moved, the largest first; nothing else is', () => {
  fc.assert(
    fc.property(stakes, fc.bigInt(1n, 10n ** 9n), fc.bigInt(0n, 10n ** 6n), (own, price, fee) => {
      const gathers = gatheringOf(pots, own, record(price, fee), { to: TO, least })?.gathers ?? []
      const worth = (amount: bigint) => amount * price
      const isWorthIt = (amount: bigint) =>
        amount > 0n && worth(amount) >= least * 10n ** 9n && fee * 100n * 10n ** 9n <= worth(amount)
      const movable = own
        .filter(({ hotkey, stake: all, locked }) => hotkey !== TO && isWorthIt(all - locked))
        .map((one) => one.stake - one.locked)
        .toSorted((one, other) => Number(other - one))
      expect(gathers.map(({ amount }) => amount)).toEqual(movable.slice(0, 16))
      for (const { pot, hotkey, amount } of gathers) {
        const account = pot.kind === 'payroll' ? pots.payroll : pots.treasury
        const from = own.find((one) => one.account === account && one.hotkey === hotkey)
        expect(amount).toBe((from?.stake ?? 0n) - (from?.locked ?? 0n))
      }
    }),
  )
})

test('in whatever order it is read, the same is moved; and the day has of it what the owner’s hotkey has', () => {
  fc.assert(
    fc.property(stakes, fc.nat(), (own, turn) => {
      const turned = [...own.slice(turn % (own.length + 1)), ...own.slice(0, turn % (own.length + 1))]
      const told = (of: readonly OwnStake[]) =>
        gatheringOf(pots, of, record(10n ** 9n, 0n), { to: TO, least })
      const places = (of: readonly OwnStake[]) => told(of)?.gathers.map(({ amount }) => amount)
      expect(places(turned)).toEqual(places(own))
      expect(hotkeyOf(turned, TO)).toBe(hotkeyOf(own, TO))
      const hotkey = hotkeyOf(own, TO)
      if (own.some((one) => one.hotkey === TO && one.stake > 0n)) expect(hotkey).toBe(TO)
      const { available, held_back } = availableOf(own, hotkey, false)
      const held = held_back.reduce((sum, { alpha_rao }) => sum + BigInt(alpha_rao), 0n)
      const free = own
        .filter((one) => one.hotkey === hotkey)
        .reduce((sum, one) => sum + one.stake - one.locked, 0n)
      expect(BigInt(available) - held).toBe(free)
    }),
  )
})
