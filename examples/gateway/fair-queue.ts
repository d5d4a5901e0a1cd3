/** What waits, and when it would have ended if everybody had their share all the time. */
interface Waiting {
  readonly due: number
  readonly order: number
  readonly start: () => void
}

interface Buyer {
  weight: number
  /** The virtual time at which the last of what it asked for is due. */
  last: number
  waiting: number
}

/**
 * Lets so many run at once. While there is more than that, each buyer gets in proportion to its weight; what one does not use the
 * others have. It is weighted fair queueing: each request is due 1/weight after the last of its buyer, or after now where the buyer
 * was idle. The one that is due first goes first. So nobody saves up for later, and nobody pays for having been alone.
 */
export class FairQueue {
  readonly #capacity: number
  readonly #mostWaiting: number
  readonly #heap: Waiting[] = []
  readonly #buyers = new Map<string, Buyer>()
  #running = 0
  #now = 0
  #order = 0

  /** `capacity`: how many run at once. `mostWaiting`: how many of one buyer may wait. */
  constructor(capacity: number, mostWaiting: number) {
    this.#capacity = capacity
    this.#mostWaiting = mostWaiting
  }

  /** Resolves when it is the buyer's turn; call `leave` when it is done. False where too much of this buyer waits already. */
  async enter(buyer: string, weight: number): Promise<boolean> {
    const account = this.#accountOf(buyer, weight)
    if (this.#running < this.#capacity) {
      this.#running += 1
      this.#charge(account)
      return true
    }
    if (account.waiting >= this.#mostWaiting) return false
    account.waiting += 1
    const due = this.#charge(account)
    await new Promise<void>((start) => this.#push({ due, order: this.#order++, start }))
    account.waiting -= 1
    return true
  }

  leave(): void {
    const next = this.#pop()
    if (!next) {
      this.#running -= 1
      if (this.#running === 0) this.#buyers.clear()
      return
    }
    this.#now = Math.max(this.#now, next.due)
    next.start()
  }

  #accountOf(buyer: string, weight: number): Buyer {
    const known = this.#buyers.get(buyer)
    if (known) {
      known.weight = weight
      return known
    }
    const made = { weight, last: this.#now, waiting: 0 }
    this.#buyers.set(buyer, made)
    return made
  }

  #charge(account: Buyer): number {
    account.last = Math.max(account.last, this.#now) + 1 / account.weight
    return account.last
  }

  #push(one: Waiting): void {
    const heap = this.#heap
    let place = heap.push(one) - 1
    while (place > 0) {
      const above = (place - 1) >> 1
      if (!isBefore(one, heap[above] as Waiting)) break
      heap[place] = heap[above] as Waiting
      place = above
    }
    heap[place] = one
  }

  #pop(): Waiting | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      if (left >= heap.length) break
      const right = left + 1
      const least =
        right < heap.length && isBefore(heap[right] as Waiting, heap[left] as Waiting) ? right : left
      if (!isBefore(heap[least] as Waiting, last)) break
      heap[place] = heap[least] as Waiting
      place = least
    }
    heap[place] = last
    return first
  }
}

const isBefore = (one: Waiting, other: Waiting): boolean =>
  one.due === other.due ? one.order < other.order : one.due < other.due
