/** Work that is done again and again, one run at a time. */
export interface Loop {
  /** Runs it now, or once more right after the run under way. */
  soon(): void
  /** Resolves when the run under way has ended; none begins after it. */
  stop(): Promise<void>
}

const LONGEST_PAUSE = 30_000

/**
 * Runs at once and then every so many milliseconds. After a failure the pause doubles with each further failure, up to half a
 * minute; `onError` hears of each. Nothing keeps the process alive but the run itself.
 */
export function startLoop(options: {
  readonly every: () => number
  /** What doubles after a failure; `every` where unset. */
  readonly afterFailure?: () => number
  readonly run: () => Promise<void>
  readonly onError: (error: unknown, failures: number) => void
}): Loop {
  let failures = 0
  let stopped = false
  let again = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null

  async function once(): Promise<void> {
    try {
      await options.run()
      failures = 0
    } catch (error) {
      failures += 1
      if (!stopped) options.onError(error, failures)
    }
  }

  function begin(): void {
    clearTimeout(timer)
    if (stopped || running) return
    again = false
    running = once().finally(() => {
      running = null
      if (stopped) return
      const { every, afterFailure = every } = options
      const backoff = Math.min(afterFailure() * 2 ** Math.min(failures, 16), LONGEST_PAUSE)
      timer = setTimeout(begin, failures > 0 ? backoff : again ? 0 : every())
    })
  }

  begin()
  return {
    soon: () => {
      again = true
      // After a failure the pause is kept: whoever calls cannot know that there was one.
      if (failures === 0) begin()
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
