import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type GroupOptions, openGroups } from './groups.ts'

const open = (commit: GroupOptions<number>['commit'], options: Partial<GroupOptions<number>> = {}) =>
  openGroups<number>({
    commit,
    patience: 1_000,
    largest: 100,
    sizeOf: () => 1,
    onError: () => undefined,
    pause: 5,
    ...options,
  })

test('what arrives while a commit runs is committed together with the next one', async () => {
  const groups: number[][] = []
  const { add } = open(async (items) => {
    groups.push([...items])
    await sleep(20)
  })
  const first = add(1)
  await sleep(5)
  expect(await Promise.all([first, ...[2, 3, 4].map(add)])).toEqual([true, true, true, true])
  expect(groups).toEqual([[1], [2, 3, 4]])
})

test('nothing is answered before its commit ended', async () => {
  let release = () => {}
  const { add } = open(() => new Promise((resolve) => (release = resolve)))
  let answered = false
  const item = add(1).then(() => (answered = true))
  await sleep(30)
  expect(answered).toBe(false)
  release()
  await item
})

test('a failed commit is tried again until it succeeds', async () => {
  let failures = 3
  const errors: unknown[] = []
  const { add } = open(
    async () => {
      if (failures-- > 0) throw new Error('gone')
    },
    { onError: (error) => errors.push(error) },
  )
  expect(await Promise.all([add(1), add(2)])).toEqual([true, true])
  expect(errors).toHaveLength(3)
})

test.each([
  ['that fails', () => Promise.reject(new Error('gone'))],
  ['that goes silent', () => new Promise<void>(() => undefined)],
])('a database %s is given up in time, and what comes later is served', async (_what, broken) => {
  let works = false
  const { add } = open((_items) => (works ? Promise.resolve() : broken()), { patience: 50 })
  const began = performance.now()
  expect(await Promise.all([add(1), add(2)])).toEqual([false, false])
  expect(performance.now() - began).toBeLessThan(500)
  works = true
  expect(await add(3)).toBe(true)
})

test('a group is no larger than it may be, and what is too large goes alone', async () => {
  const groups: number[][] = []
  const { add, drain } = open(async (items) => void groups.push([...items]), {
    largest: 10,
    sizeOf: (item) => item,
  })
  for (const item of [4, 6, 5, 11, 3, 3, 3, 3]) add(item)
  await drain()
  expect(groups).toEqual([[4, 6], [5], [11], [3, 3, 3], [3]])
})

test('no more commits are under way than may be', async () => {
  let most = 0
  let underWay = 0
  const { add } = open(
    async () => {
      most = Math.max(most, ++underWay)
      await sleep(5)
      underWay -= 1
    },
    { lanes: 2, largest: 1 },
  )
  expect(await Promise.all([1, 2, 3, 4, 5].map(add))).toEqual(Array(5).fill(true))
  expect(most).toBe(2)
})

test('a lane that comes too late commits nothing, not an empty group', async () => {
  const groups: number[][] = []
  const { add, drain } = open(async (items) => void groups.push([...items]), { lanes: 3 })
  expect(await Promise.all([1, 2, 3].map(add))).toEqual([true, true, true])
  await drain()
  expect(groups).toEqual([[1, 2, 3]])
})

test('draining with a silent database ends when the last one has waited long enough', async () => {
  const { add, drain } = open(() => new Promise(() => undefined), { patience: 400 })
  const first = add(1)
  await sleep(20)
  const second = add(2)
  const began = performance.now()
  await drain()
  expect(performance.now() - began).toBeLessThan(600)
  expect(await Promise.all([first, second])).toEqual([false, false])
})

test('draining finishes what was taken, and takes nothing more', async () => {
  const done: number[] = []
  const { add, drain } = open(async (items) => {
    await sleep(5)
    done.push(...items)
  })
  const taken = [1, 2, 3].map(add)
  const drained = drain()
  expect(await add(4)).toBe(false)
  await drained
  expect(done).toEqual([1, 2, 3])
  expect(await Promise.all(taken)).toEqual([true, true, true])
})

test('whatever arrives whenever and whatever fails: answered true means committed, and groups stay small', async () => {
  const scenario = fc.record({
    waits: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 40 }),
    lanes: fc.constantFrom(1, 2, 3),
    fates: fc.array(fc.constantFrom('ok', 'slow', 'fail'), { maxLength: 20 }),
  })
  await fc.assert(
    fc.asyncProperty(scenario, async ({ waits, fates, lanes }) => {
      const committed = new Set<number>()
      const left = [...fates]
      const commit = async (items: readonly number[]) => {
        const fate = left.shift()
        expect(items.length).toBeLessThanOrEqual(7)
        if (fate === 'slow') await sleep(2)
        if (fate === 'fail') throw new Error('gone')
        for (const item of items) committed.add(item)
      }
      const { add, drain } = open(commit, { largest: 7, lanes, pause: 1 })
      const answers = waits.map(async (wait, item) => {
        await sleep(wait)
        return add(item)
      })
      expect(await Promise.all(answers)).toEqual(waits.map(() => true))
      await drain()
      expect(committed.size).toBe(waits.length)
    }),
    { numRuns: 25 },
  )
})
