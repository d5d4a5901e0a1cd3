import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openClock } from './clock.ts'

const DAY = 86_400_000

test('it begins in the past, goes on by itself, and is moved forward alone', async () => {
  const clock = openClock({ ago: 10 * DAY })
  const begun = clock.now()
  expect(Date.now() - begun).toBeGreaterThanOrEqual(10 * DAY)
  expect(Date.now() - begun).toBeLessThan(10 * DAY + 60_000)
  await expect.poll(() => clock.now()).toBeGreaterThan(begun)

  clock.advanceTo(begun + 3 * DAY)
  expect(clock.now()).toBeGreaterThanOrEqual(begun + 3 * DAY)
  clock.advanceTo(begun + DAY)
  expect(clock.now()).toBeGreaterThanOrEqual(begun + 3 * DAY)
})

test('the next start goes on from where it was', () => {
  const directory = mkdtempSync(join(tmpdir(), 'clock-'))
  const file = join(directory, 'not', 'yet', 'there', 'clock.json')
  const first = openClock({ ago: 10 * DAY, file })
  first.advanceTo(first.now() + 4 * DAY)
  const before = first.now()
  const next = openClock({ ago: 10 * DAY, file })
  expect(next.now()).toBeGreaterThanOrEqual(before)
  expect(next.now() - before).toBeLessThan(60_000)
  rmSync(directory, { recursive: true })
})
