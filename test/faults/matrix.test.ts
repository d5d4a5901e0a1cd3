import { expect, test } from 'vitest'
import type { Kill } from './kills.ts'
import { HOME, IDEA, type IdeaKills, LAUNCHES, LIVE, MONTH, POINTS, RACE, REVERT } from './matrix.ts'

const pointsOf = (kills: readonly Kill[]) => kills.map(([, { point }]) => point)
const ofIdeas = (...all: readonly IdeaKills[]) =>
  all.flatMap(({ unpaid, paid }) => pointsOf([...unpaid, ...paid]))

test.for([
  ['PGlite', ofIdeas(IDEA.gate.PGlite, IDEA.night.PGlite)],
  ['PostgreSQL', ofIdeas(IDEA.night.PostgreSQL)],
] as const)('on %s the App is killed at each point there is', ([database, early]) => {
  const killed = new Set([
    ...early,
    ...pointsOf([HOME, ...RACE, ...LAUNCHES[database]]),
    ...LIVE,
    ...MONTH,
    ...REVERT,
  ])
  expect(POINTS.filter((point) => !killed.has(point))).toEqual([])
})

test('the gate kills in the middle of an errand and of a payment', () => {
  expect(ofIdeas(IDEA.gate.PGlite)).toEqual(['bill run', 'broadcast'])
})
