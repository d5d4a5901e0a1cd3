import { setImmediate as allThatArrived, setTimeout as sleep } from 'node:timers/promises'

export interface GroupCommit<Item> {
  /** True once the item is committed; false where that did not succeed in time, so that it may or may not be. */
  add(item: Item): Promise<boolean>
  /** Takes nothing more, and waits until all that was taken is committed or given up. */
  drain(): Promise<void>
}

export interface GroupOptions<Item> {
  /** Commits items together, durably, or throws. It may see an item again whose fate was unknown. */
  readonly commit: (items: readonly Item[]) => Promise<void>
  /** How long an item waits at most, in milliseconds. */
  readonly patience: number
  /** Size of a group, at most; an item larger than that goes alone. */
  readonly largest: number
  readonly sizeOf: (item: Item) => number
  /** Commits under way at one time, at most: 1 unless told otherwise. */
  readonly lanes?: number
  readonly onError: (error: unknown) => void
  /** Pause after a failed commit, in milliseconds. */
  readonly pause?: number
}

interface Waiting<Item> {
  readonly item: Item
  readonly deadline: number
  readonly answer: (committed: boolean) => void
  answered: boolean
}

/**
 * Commits what arrives in groups: while one group is being committed the next one gathers. Under load each commit, the
 * expensive part, serves many; without load an item goes at once and alone.
 */
export function openGroups<Item>(options: GroupOptions<Item>): GroupCommit<Item> {
  const { commit, patience, lanes = 1, onError, pause = 250 } = options
  let waiting: Waiting<Item>[] = []
  const working = new Set<Promise<void>>()
  let draining = false

  function answer(entries: readonly Waiting<Item>[], committed: boolean): void {
    for (const entry of entries) {
      if (entry.answered) continue
      entry.answered = true
      entry.answer(committed)
    }
  }

  /** Tells those who have waited too long, and forgets what is not under way. */
  function giveUp(underWay: readonly Waiting<Item>[]): void {
    answer(overdue([...underWay, ...waiting]), false)
    waiting = waiting.filter(({ answered }) => !answered)
  }

  async function commitNext(): Promise<void> {
    const group = waiting.slice(0, groupLength(waiting, options))
    waiting = waiting.slice(group.length)
    const sweep = setInterval(() => giveUp(group), pause)
    try {
      await within(timeLeft(group), commit(group.map(({ item }) => item)))
      answer(group, true)
    } catch (error) {
      onError(error)
      waiting = [...group, ...waiting]
      await sleep(pause)
    } finally {
      clearInterval(sweep)
    }
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      await allThatArrived()
      giveUp([])
      // Another lane may have taken all of it.
      if (waiting.length > 0) await commitNext()
    }
  }

  function startLane(): void {
    if (working.size >= lanes) return
    const lane = work().finally(() => {
      working.delete(lane)
      if (waiting.length > 0) startLane()
    })
    working.add(lane)
  }

  return {
    add: (item) => {
      if (draining) return Promise.resolve(false)
      return new Promise((resolve) => {
        waiting.push({ item, deadline: performance.now() + patience, answer: resolve, answered: false })
        startLane()
      })
    },
    drain: async () => {
      draining = true
      while (working.size > 0) await Promise.all(working)
    },
  }
}

/** How many of the first fit together: one at least. */
function groupLength<Item>(
  waiting: readonly Waiting<Item>[],
  { largest, sizeOf }: GroupOptions<Item>,
): number {
  let size = 0
  const full = waiting.findIndex(({ item }) => {
    size += sizeOf(item)
    return size > largest
  })
  return full < 0 ? waiting.length : Math.max(full, 1)
}

function overdue<Item>(entries: readonly Waiting<Item>[]): Waiting<Item>[] {
  const now = performance.now()
  return entries.filter(({ deadline }) => deadline <= now)
}

/** Milliseconds until nobody waits for any of these any more. */
function timeLeft<Item>(group: readonly Waiting<Item>[]): number {
  return Math.ceil(Math.max(...group.map(({ deadline }) => deadline)) - performance.now())
}

/** Gives up waiting, not the work: a commit on a connection that went silent may still end much later. */
function within(milliseconds: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`no answer from the database in ${milliseconds} ms`))
    const timer = setTimeout(late, milliseconds)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
