import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { people } from '../../../test/support/commands.ts'
import { architecture } from '../../../test/support/mined-commands.ts'
import type { Standing } from '../scoring/standings.ts'
import { choose, type Month, neededGrade } from './choice.ts'
import { monthOf, nextMonth } from './month.ts'
import { noveltyOf } from './novelty.ts'

const times = fc.integer({ min: 0, max: Date.UTC(2400, 0, 1) })

describe('months', () => {
  test('are those of the calendar', () => {
    fc.assert(
      fc.property(times, (at) => {
        const date = new Date(at)
        expect(monthOf(at)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 })
        expect(nextMonth(at)).toBe(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1))
      }),
    )
  })

  test('begin with their first millisecond', () => {
    const first = Date.UTC(2028, 2, 1)
    expect([nextMonth(first - 1), nextMonth(first)]).toEqual([first, Date.UTC(2028, 3, 1)])
  })
})

const standing = (changes: Partial<Standing> = {}): Standing => ({
  rank: 1,
  pull: 31,
  head: 'a'.repeat(40),
  author: people.eva,
  incentive: 65_535,
  consensus: 60_000,
  clipped: [],
  scores: 3,
  firstScoredAt: 5,
  copyOf: null,
  ...changes,
})
const month = (changes: Partial<Month> = {}): Month => ({
  standings: [standing(), standing({ rank: 2, pull: 32, incentive: 9 })],
  grade: 8_400,
  incumbent: 8_000,
  marginBasisPoints: 500,
  isOnProbation: false,
  ...changes,
})
const whyNot = (changes: Partial<Month>) => {
  const choice = choose(month(changes))
  return choice.ok ? null : choice.why
}

describe('the choice of a month', () => {
  test('is the best where it beats the architecture in force by the margin, to the hundredth of a point', () => {
    expect(choose(month())).toMatchObject({ ok: true, best: { pull: 31 }, grade: 8_400 })
    expect(whyNot({ grade: 8_399 })).toBe('not-better')
    expect(neededGrade(8_001, 500)).toBe(8_402)
    expect(whyNot({ grade: 1, incumbent: null })).toBeNull()
  })

  test('is nobody where nobody with stake has scored the best', () => {
    expect(whyNot({ standings: [] })).toBe('no-proposal')
    expect(whyNot({ standings: [standing({ incentive: 0 })] })).toBe('no-proposal')
    expect(whyNot({ grade: null })).toBe('no-proposal')
  })

  test('waits for the launch’s probation', () => {
    expect(whyNot({ isOnProbation: true })).toBe('on-probation')
    expect(whyNot({ isOnProbation: true, grade: 10 })).toBe('not-better')
  })

  test('is never anybody below the best, and full marks are always enough', () => {
    const grades = fc.integer({ min: 0, max: 10_000 })
    fc.assert(
      fc.property(
        grades,
        fc.option(grades),
        fc.integer({ min: 0, max: 5_000 }),
        (grade, incumbent, margin) => {
          const choice = choose(month({ grade, incumbent, marginBasisPoints: margin }))
          expect(choice.best?.pull).toBe(31)
          expect(neededGrade(incumbent, margin)).toBeLessThanOrEqual(10_000)
          if (grade === 10_000) expect(choice.ok).toBe(true)
          if (choice.ok && incumbent !== null) expect(grade).toBeGreaterThanOrEqual(incumbent)
        },
      ),
    )
  })
})

describe('what is new', () => {
  const { roles, mechanisms } = architecture
  const role = { id: 'writer', seats: 1, mechanism: null }
  const lab = { id: 'lab', kind: 'innovation', share: 0 } as const

  test('is a role or a mechanism more, and no other share, seats or name', () => {
    const of = (changes: Partial<typeof architecture>) =>
      noveltyOf(architecture, { ...architecture, ...changes })
    expect(of({ roles: [...roles, role], mechanisms: [...mechanisms, lab] })).toEqual({
      roles: ['writer'],
      mechanisms: ['lab'],
    })
    const nothing = { roles: [], mechanisms: [] }
    expect(of({ roles: roles.map((one) => ({ ...one, seats: 9 })) })).toEqual(nothing)
    expect(of({ roles: roles.map((one) => ({ ...one, id: 'another' })) })).toEqual(nothing)
    expect(of({ mechanisms: mechanisms.map((one) => ({ ...one, share: 5_000 })) })).toEqual(nothing)
    expect(of({ roles: [] })).toEqual(nothing)
  })
})
