import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startPoller } from './poller.ts'

const quiet = { pollEvery: 60_000, onError: () => undefined }

test('it works as long as there is more, sleeps, and works again when it is woken', async () => {
  let left = 3
  let steps = 0
  const loop = startPoller(async () => {
    steps += 1
    return left-- > 0
  }, quiet)
  await sleep(20)
  expect(steps).toBe(4)
  left = 1
  loop.wake()
  await sleep(20)
  expect(steps).toBe(6)
  await loop.stop()
  loop.wake()
  await sleep(20)
  expect(steps).toBe(6)
})

test('who is woken in the middle of a step takes another', async () => {
  let steps = 0
  const loop = startPoller(async () => {
    steps += 1
    await sleep(20)
    return false
  }, quiet)
  loop.wake()
  await sleep(60)
  expect(steps).toBe(2)
  await loop.stop()
})

test('work without end leaves the others their turn', async () => {
  const loop = startPoller(async () => true, quiet)
  await sleep(10)
  await loop.stop()
})

test('a step that throws is told of, and taken again', async () => {
  const errors: unknown[] = []
  const loop = startPoller(() => Promise.reject(new Error('gone')), {
    pollEvery: 5,
    onError: (error) => errors.push(error),
  })
  await sleep(40)
  await loop.stop()
  expect(errors.length).toBeGreaterThan(1)
})
