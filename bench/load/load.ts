import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** What a load generator is told to do. */
export interface Orders {
  /** Where deliveries are sent: a loopback address. */
  readonly port: number
  readonly path: string
  readonly secret: string
  readonly connections: number
  /** Deliveries a second at fixed times; without it each connection sends again as soon as it was answered. */
  readonly rate?: number
  /** Before counting begins. */
  readonly warmUpSeconds: number
  readonly seconds: number
}

/** What came of it. */
export interface Outcome {
  readonly acknowledged: number
  /** With those of the warm-up. */
  readonly acknowledgedInAll: number
  readonly refused: number
  readonly seconds: number
  /** Milliseconds from when a delivery was due to its acknowledgement. */
  readonly p50: number
  readonly p99: number
}

/** Runs the load generator in a process of its own, so that it shares no thread with what is measured. */
export async function load(orders: Orders): Promise<Outcome> {
  const generator = fork(join(import.meta.dirname, 'generator.ts'))
  const answer = firstMessage<Outcome>(generator)
  generator.send(orders)
  const outcome = await answer
  await ended(generator)
  return outcome
}

/** The first message of a child process; throws if it ends before. */
export function firstMessage<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message))
    child.once('exit', (code) => reject(new Error(`${child.spawnargs.at(-1)} ended with ${code}`)))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
