import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startLoop } from './loop.ts'

test('one run at a time; a call during a run gives one more run', async () => {
  let running = 0
  let most = 0
  let runs = 0
  const run = async () => {
    most = Math.max(most, ++running)
    await sleep(10)
    running -= 1
    runs += 1
  }
  const loop = startLoop({ every: () => 10_000, run, onError: () => undefined })
  for (let n = 0; n < 5; n++) loop.soon()
  await sleep(100)
  await loop.stop()
  expect([most, runs]).toEqual([1, 2])
})

test('a failure is told, and the next run comes later and later', async () => {
  const times: number[] = []
  const run = async () => {
    times.push(Date.now())
    throw new Error('down')
  }
  const failures: number[] = []
  const loop = startLoop({ every: () => 10, run, onError: (_, count) => failures.push(count) })
  const calls = setInterval(() => loop.soon(), 1)
  await sleep(250)
  clearInterval(calls)
  await loop.stop()
  expect(failures.length).toBeGreaterThan(2)
  expect(failures.length).toBeLessThan(7)
})

test('stop waits for the run under way, and no run follows', async () => {
  let runs = 0
  const run = async () => {
    await sleep(20)
    runs += 1
  }
  const loop = startLoop({ every: () => 1, run, onError: () => undefined })
  await loop.stop()
  expect(runs).toBe(1)
  loop.soon()
  await sleep(40)
  expect(runs).toBe(1)
})
