import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contribution, withdrawal } from '../../../test/support/commands.ts'
import { tales } from '../../../test/support/tales.ts'
import { tell as tellRules } from '../../../test/support/tell.ts'
import { defaultConfig } from '../config.ts'
import { type LifeCommand, type LifeState, subnet } from '../subnet/subnet.ts'

const tell = (state: LifeState, command: LifeCommand): LifeState =>
  (subnet.decide(state, command, defaultConfig).events ?? []).reduce(subnet.evolve, state)

const open: LifeState = tellRules(tales.funding, defaultConfig).state

const move = fc
  .record({
    out: fc.boolean(),
    who: fc.constantFrom('a', 'b', 'c'),
    tao: fc.integer({ min: 0, max: 150 }),
  })
  .map(({ out, who, tao }) => (out ? withdrawal(60, 9, who, tao) : contribution(60, 9, who, tao)))

test('whatever comes in and goes out, what is raised is the sum of what each has in, and never negative', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      let state = open
      for (const one of moves) {
        state = tell(state, one)
        const { contributions, raised, target, met } = state.funding ?? {}
        const parts = Object.values(contributions ?? {})
        expect(parts.every((part) => part > 0n)).toBe(true)
        expect(raised).toBe(parts.reduce((sum, part) => sum + part, 0n))
        expect(met).toBe((raised ?? 0n) >= (target ?? 0n))
      }
    }),
  )
})

test('a contribution to the loan of another is none of its business', () => {
  const decision = subnet.decide(open, { ...contribution(60, 9, 'a', 1), loan: 4 }, defaultConfig)
  expect(decision.refusal?.code).toBe('no-idea')
})
