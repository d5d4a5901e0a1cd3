import { setImmediate as giveWay } from 'node:timers/promises'

export interface Poller {
  /** There is something to do now. */
  wake(): void
  /** Ends after the step in hand. */
  stop(): Promise<void>
}

/**
 * Takes one step after another as long as `step` says that there may be more; then sleeps until it is woken, or until
 * `pollEvery` milliseconds have passed. A step that throws is told to `onError` and taken again after the sleep.
 */
export function startPoller(
  step: () => Promise<boolean>,
  { pollEvery, onError }: { pollEvery: number; onError: (error: unknown) => void },
): Poller {
  let stopping = false
  let woken = false
  let rouse = () => {}

  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollEvery)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function run(): Promise<void> {
    while (!stopping) {
      woken = false
      const more = await step().catch((error: unknown) => {
        onError(error)
        return false
      })
      if (!more && !woken && !stopping) await sleep()
      // PGlite answers without giving way: without this, deliveries would wait at the door until the last step.
      else await giveWay()
    }
  }

  const running = run()
  return {
    wake: () => {
      woken = true
      rouse()
    },
    stop: () => {
      stopping = true
      rouse()
      return running
    },
  }
}
