import { expect, test } from 'vitest'
import { GRACE } from '../mechanisms/kernel/grace.ts'
import { createHearing } from './hearing.ts'

/** An App whose clock, look, inbox and chain are what the test says. */
function app() {
  const world = { now: 1_000_000, isLookThrough: false, isUnhandled: true, isConnected: true, looks: 0 }
  const { hearing, listen } = createHearing(() => world.now)
  const quiet = () => undefined
  const ears = {
    isLookThrough: () => world.isLookThrough,
    look: () => {
      world.looks += 1
      world.isLookThrough = false
    },
    isUnhandled: async () => world.isUnhandled,
    isConnected: () => world.isConnected,
    logger: { info: quiet, warn: quiet, error: quiet },
  }
  /** Without the chain, nobody asks up to when all was heard. */
  const passAlone = async (milliseconds: number) => {
    world.now += milliseconds
    await listen(ears)
  }
  const pass = async (milliseconds: number) => {
    await passAlone(milliseconds)
    return hearing.upTo(world.now)
  }
  const through = async () => {
    Object.assign(world, { isLookThrough: true, isUnhandled: false })
    return pass(1_000)
  }
  return { world, hearing, pass, passAlone, through }
}

test('after a start deadlines wait until a look is through and the inbox is drained; then they are five minutes late', async () => {
  const { world, hearing, pass } = app()
  expect(hearing.upTo(world.now)).toBe(0)
  expect(await pass(1_000)).toBe(0)
  world.isLookThrough = true
  expect(await pass(1_000)).toBe(0)
  expect(hearing.waitingSince()).toBe(1_000_000)
  world.isUnhandled = false
  expect(await pass(1_000)).toBe(world.now - GRACE)
  expect(hearing.waitingSince()).toBeNull()
})

test('while looks fail deadlines wait, seen, without an end; looks come less and less often', async () => {
  const { world, hearing, pass, through } = app()
  world.isUnhandled = false
  for (let minute = 0; minute < 24 * 60; minute += 1) expect(await pass(60_000)).toBe(0)
  expect(hearing.waitingSince()).toBe(1_000_000)
  expect(world.looks).toBeGreaterThan((24 * 60) / 7)
  expect(world.looks).toBeLessThan((24 * 60) / 4)
  expect(await through()).toBe(world.now - GRACE)
})

test.for([
  ['the chain was away', 'isConnected'],
  ['this machine stood still', null],
] as const)('where %s for longer than that, they wait for another look', async ([, away]) => {
  const { world, hearing, pass, passAlone, through } = app()
  await through()
  expect(await pass(GRACE)).toBe(world.now - GRACE)
  if (away) world[away] = false
  if (away) for (let second = 0; second < 301; second += 1) await passAlone(1_000)
  else world.now += GRACE + 1
  world.isConnected = true
  const looks = world.looks
  // The watcher may be there first.
  expect(hearing.upTo(world.now)).toBe(0)
  expect(world.looks).toBe(looks + 1)
  expect(await pass(1_000)).toBe(0)
  expect(await through()).toBe(world.now - GRACE)
})

test('whoever doubts that all was heard has them wait', async () => {
  const { world, hearing, through } = app()
  await through()
  hearing.doubt()
  expect(hearing.upTo(world.now)).toBe(0)
  expect(await through()).toBe(world.now - GRACE)
})
