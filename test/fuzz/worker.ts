import { parentPort, workerData } from 'node:worker_threads'
import type { Job, Verdict } from './fuzz.ts'
import { mutated, randomOf } from './mutate.ts'
import type { Target } from './target.ts'
import { targetNamed } from './targets.ts'

// A thread of its own: whoever waits outside can end a case that does not end by itself.

/** Where the thread is: the case under way. */
const place = new Int32Array(workerData as SharedArrayBuffer)

parentPort?.on('message', async (job: Job) => parentPort?.postMessage(await run(job)))
parentPort?.postMessage('ready')

async function run({ name, cases, seed }: Job): Promise<Verdict> {
  const target = targetNamed(name)
  if (!target) throw new Error(`there is no target ${name}`)
  let slowest = { milliseconds: 0, place: 0 }
  for (let at = 0; at < cases; at++) {
    Atomics.store(place, 0, at)
    const input = mutated(randomOf(seed, at), target)
    try {
      const milliseconds = await timed(target, input)
      if (milliseconds > slowest.milliseconds) slowest = { milliseconds, place: at }
      if (milliseconds > target.limit)
        return { ok: false, place: at, reason: `it took ${Math.round(milliseconds)} ms` }
    } catch (error) {
      return {
        ok: false,
        place: at,
        reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }
    }
  }
  return { ok: true, slowest }
}

/** A case that seems slow is timed twice more, and the best counts. */
async function timed(target: Target, input: string): Promise<number> {
  const first = await once(target, input)
  if (first <= target.limit) return first
  return Math.min(first, await once(target, input), await once(target, input))
}

/** In time of this thread on a processor: others use the machine too. */
async function once({ check }: Target, input: string): Promise<number> {
  const begun = spent()
  const checking = check(input)
  if (checking) await checking
  return spent() - begun
}

function spent(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
