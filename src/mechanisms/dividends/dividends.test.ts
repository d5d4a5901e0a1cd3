import { expect, test } from 'vitest'
import { DAY, tick } from '../../../test/support/commands.ts'
import { seeDissolution } from '../../../test/support/dissolved-tale.ts'
import { minedConfig, reportDay, skipDay } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tell } from '../../../test/support/tell.ts'
import { errands } from '../subnet/errands.ts'
import type { SubnetCommand } from '../subnet/state.ts'

const told = (...commands: readonly SubnetCommand[]) => tell([...minedTales.passed, ...commands], minedConfig)
const kindsOf = ({ events }: ReturnType<typeof told>) =>
  events.map(({ type }) => type).filter((type) => /^(Day(Opened|Reckoned|Skipped)|SheetMade)$/.test(type))
const asked = ({ state }: ReturnType<typeof told>) =>
  errands(state).flatMap((errand) => (errand.kind === 'reckon' ? [errand.day] : []))

const first = tick(90_000, 900)
const nextDay = tick(90_000 + DAY, 8_100)

test('a live subnet has a day once a day, which is asked for until it is answered', () => {
  const opened = told(first, tick(90_100, 901))
  expect(kindsOf(opened)).toEqual(['DayOpened'])
  expect(asked(opened)).toEqual([1])
  const answered = told(first, reportDay(90_200, 1))
  expect(kindsOf(answered)).toEqual(['DayOpened', 'SheetMade', 'SheetMade', 'DayReckoned'])
  expect(asked(answered)).toEqual([])
  expect(asked(told(first, reportDay(90_200, 1), nextDay))).toEqual([2])
})

test('before a subnet is live, and after it was dissolved, no day opens', () => {
  expect(kindsOf(tell([...minedTales.probation, first], minedConfig))).toEqual([])
  expect(kindsOf(told(seeDissolution(2_500, 300), first))).toEqual([])
})

test('what is told twice or too late changes nothing', () => {
  const twice = told(first, reportDay(90_200, 1), reportDay(90_300, 1), skipDay(90_400, 1))
  expect(kindsOf(twice)).toHaveLength(4)
  const late = told(first, nextDay, reportDay(90_200, 1))
  expect(kindsOf(late)).toEqual(['DayOpened', 'DayOpened'])
  expect(asked(late)).toEqual([2])
})

test('each day’s sheet names the one before it, and the first its stream', () => {
  const previous = ({ state }: ReturnType<typeof told>) =>
    errands(state).flatMap((errand) => (errand.kind === 'reckon' ? [errand.previous] : []))
  expect(previous(told(first))).toEqual(['dividends:7:1'])
  const { carry } = reportDay(90_200, 1)
  expect(previous(told(first, reportDay(90_200, 1), nextDay))).toEqual([carry])
})

test('a network that is gone has no more days', () => {
  const skipped = told(first, skipDay(90_200, 1))
  expect(kindsOf(skipped)).toEqual(['DayOpened', 'DaySkipped'])
  expect(asked(skipped)).toEqual([])
})
