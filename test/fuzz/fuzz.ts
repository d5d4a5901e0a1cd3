import { Worker } from 'node:worker_threads'
import { mutated, randomOf } from './mutate.ts'
import { targetNamed } from './targets.ts'

/** What a thread is asked to do. */
export interface Job {
  readonly name: string
  readonly cases: number
  readonly seed: number
}

export type Verdict =
  | { readonly ok: true; readonly slowest: { readonly milliseconds: number; readonly place: number } }
  | { readonly ok: false; readonly place: number; readonly reason: string }

export interface Fuzzer {
  /** Runs all cases; throws at the first that fails, with its seed and input. One may be under way so many milliseconds. */
  run(job: Job, patience?: number): Promise<{ readonly milliseconds: number; readonly place: number }>
  close(): Promise<void>
}

/** How often the thread is looked after, and how long a case may be under way before the thread is ended: milliseconds. */
const LOOK = 500
const PATIENCE = 20_000

/** A thread that fuzzes one target after another. */
export function openFuzzer(): Fuzzer {
  let thread = startThread()
  return {
    async run(job, patience = PATIENCE) {
      const { worker, place, ready } = thread
      await ready
      Atomics.store(place, 0, 0)
      worker.postMessage(job)
      const verdict = await verdictOf(worker, place, patience)
      if (!verdict) {
        const at = Atomics.load(place, 0)
        await worker.terminate()
        thread = startThread()
        throw failure(job, at, `it did not end within ${patience / 1_000} s`)
      }
      if (!verdict.ok) throw failure(job, verdict.place, verdict.reason)
      return verdict.slowest
    },
    async close() {
      await thread.worker.terminate()
    },
  }
}

function startThread() {
  const shared = new SharedArrayBuffer(4)
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: shared })
  const ready = new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  return { worker, place: new Int32Array(shared), ready }
}

/** Null where the thread is stuck. */
async function verdictOf(worker: Worker, place: Int32Array, patience: number): Promise<Verdict | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Verdict | null>()
  worker.once('message', resolve)
  worker.once('error', reject)
  let last = { place: -1, since: performance.now() }
  const watch = setInterval(() => {
    const at = Atomics.load(place, 0)
    if (at !== last.place) last = { place: at, since: performance.now() }
    else if (performance.now() - last.since > patience) resolve(null)
  }, LOOK)
  try {
    return await promise
  } finally {
    clearInterval(watch)
    worker.off('message', resolve).off('error', reject)
  }
}

function failure({ name, seed }: Job, place: number, reason: string): Error {
  const target = targetNamed(name)
  const input = target ? mutated(randomOf(seed, place), target) : ''
  const shown = JSON.stringify(
    input.length > 1_000 ? `${input.slice(0, 1_000)}… (${input.length} characters)` : input,
  )
  return new Error(`${name}, FUZZ_SEED=${seed}, case ${place}: ${reason}\ninput: ${shown}`)
}
