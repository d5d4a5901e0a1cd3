import type { Network } from './network.ts'

export type Seal = 'instant' | 'manual' | number

/** When blocks are made: by a clock, at once on an extrinsic, or only when told to. */
export type Production = {
  pause(): void
  resume(): void
  stop(): void
}

/** A number is milliseconds between blocks. Nothing is made before the first `resume`. */
export function startProduction(network: Network, seal: Seal): Production {
  let paused = true
  let stopped = false
  let scheduled = false

  function sealSoon(): void {
    if (scheduled || paused || stopped) return
    scheduled = true
    // After the answer to the submitter is on its way.
    setImmediate(() => {
      scheduled = false
      if (!paused && !stopped) network.createBlock()
    })
  }

  const timer =
    typeof seal === 'number' ? setInterval(() => paused || network.createBlock(), seal) : undefined
  if (seal === 'instant') network.events.on('submitted', sealSoon)
  return {
    pause() {
      paused = true
    },
    resume() {
      paused = false
      if (seal === 'instant' && network.pool.all().length > 0) sealSoon()
    },
    stop() {
      stopped = true
      clearInterval(timer)
      network.events.off('submitted', sealSoon)
    },
  }
}
