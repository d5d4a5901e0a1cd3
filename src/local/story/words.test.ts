import { expect, test } from 'vitest'
import { personIn, storyLine } from './words.ts'

test.each([
  ['Dana opens an idea: "GPU kernels"', 'dana'],
  ['Sam’s idea was not paid for in time: it expires', 'spam'],
  ['The round ends: Nora’s is the best, and she alone is invited to guarantee it', 'nora'],
  ['Three miners and two validators register on subnet 2', 'many'],
  ['Subnet 2 is started, and its probation begins', 'Tributary'],
  ['Tributary returns Dana’s collateral', 'Tributary'],
])('%s: of %s', (line, person) => {
  expect(personIn(line)).toBe(person)
})

test('a line has the day, the thread and the person before what happened', () => {
  const step = {
    name: 'x',
    chapter: 'Mining: miners propose, validators score, the best miner guarantees',
    about: 'kernels',
  } as const
  const line = storyLine(Date.UTC(2026, 0, 2), { ...step, play: async () => undefined }, 1, 'Mia proposes')
  expect(line.split(/ {2,}/).slice(1)).toEqual(['kernels #1', 'mia', 'Mia proposes'])
})
