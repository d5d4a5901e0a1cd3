import { expect, test } from 'vitest'
import { type Faults, LOOKS, type Look, lookOut } from './outlook.ts'

test('each look is taken, whichever fails, and is named with its own error until it succeeds', async () => {
  const [faults, warned, taken]: [Faults, unknown[], Look[]] = [new Map(), [], []]
  const failing = new Set<Look>(['dissolution', 'readings'])
  const look = (name: Look) => async () => {
    taken.push(name)
    if (failing.has(name)) throw new Error(`${name} is not there`)
  }
  const looks = {
    dissolution: look('dissolution'),
    readings: look('readings'),
    reports: look('reports'),
    delegates: look('delegates'),
    drift: look('drift'),
  }
  const logger = { warn: (about: { look: Look }) => warned.push(about.look) }
  await lookOut(looks, { faults, logger: logger as never })
  expect(taken).toEqual([...LOOKS])
  expect([...faults]).toEqual([
    ['dissolution', 'dissolution is not there'],
    ['readings', 'readings is not there'],
  ])
  expect(warned).toEqual(['dissolution', 'readings'])
  failing.delete('dissolution')
  await lookOut(looks, { faults, logger: logger as never })
  expect([...faults.keys()]).toEqual(['readings'])
})
