import type { Logger } from 'pino'
import { type Poller, startPoller } from '../intake/poller.ts'
import { GRACE } from '../mechanisms/kernel/grace.ts'

export interface Hearing {
  /**
   * Up to when all that people wrote was heard, milliseconds UTC, when the chain is at this time. While something may still come that was
   * written long ago, that is never: what people decide does not fall due.
   */
  upTo(timestamp: number): number
  /** Since when that is so, milliseconds of this machine's clock; null while deadlines fall due. */
  waitingSince(): number | null
  /** Something was not heard for a while: deadlines wait until it was looked for. */
  doubt(): void
}

interface Ears {
  /** Whether a look for what GitHub never sent is through that began after it was asked for last. */
  readonly isLookThrough: () => boolean
  /** Asks for another look, at once. */
  readonly look: () => void
  /** Whether what GitHub sent lies unhandled. */
  readonly isUnhandled: () => Promise<boolean>
  readonly isConnected: () => boolean
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>
}

const EVERY = 1_000
/** Between looks while they fail: the first pause, and the longest, milliseconds. */
const [SHORTEST, LONGEST] = [10_000, 5 * 60_000]

/**
 * Rule G0. After a start, after a time without the chain, and after this machine has stood still, deadlines wait. They fall due when the
 * inbox is drained and one look for what GitHub never sent is through. Blocks are recorded meanwhile.
 *
 * They wait without an end while GitHub does not answer: whoever spoke looks then like somebody who said nothing. What is decided
 * without them (a slash, a lapsed invitation) is not taken back. Waiting moves no money. `/healthz` says that they wait, and since when.
 */
export function createHearing(now: () => number = Date.now) {
  let since: number | null = now()
  let ears: Ears | null = null
  /** When this process, and the chain through it, was awake last. */
  let awake = now()

  const doubt = () => {
    if (!ears) return
    if (since === null) ears.logger.warn('deadlines wait until what was said meanwhile is heard')
    since ??= now()
    ears.look()
  }
  const stir = () => {
    const before = awake
    awake = now()
    if (awake - before > GRACE) doubt()
  }
  const hearing: Hearing = {
    upTo: (timestamp) => {
      stir()
      return since === null ? timestamp - GRACE : 0
    },
    waitingSince: () => since,
    doubt,
  }

  let pause = SHORTEST
  let asked = now()
  const listen = async (by: Ears): Promise<boolean> => {
    ears = by
    if (by.isConnected()) stir()
    if (since === null) return false
    if (by.isLookThrough()) {
      if (await by.isUnhandled()) return false
      by.logger.info({ waited: now() - since }, 'all that was said is heard: deadlines fall due')
      since = null
      pause = SHORTEST
    } else if (now() - asked > pause) {
      asked = now()
      pause = Math.min(pause * 2, LONGEST)
      by.look()
    }
    return false
  }
  const start = (by: Ears): Poller => {
    asked = now()
    return startPoller(() => listen(by), {
      pollEvery: EVERY,
      onError: (error) => by.logger.error({ err: error }, 'whether all is heard cannot be told'),
    })
  }
  return { hearing, listen, start }
}
