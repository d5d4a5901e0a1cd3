import { once } from 'node:events'
import { PgBoss } from 'pg-boss'
import { readSettings } from '../../src/app/settings.ts'
import { startApp } from '../../src/app/start.ts'
import { treasuryOf } from '../../src/chain/pots.ts'
import type { Checkpoint } from '../../src/chain/settlement/settlement.ts'
import type { ErrandCheckpoint } from '../../src/handlers/kit/errand.ts'
import { eventHandlers } from '../../src/handlers/webhooks.ts'
import { whenGrown } from '../../src/local/world/latest.ts'
import { SIGNER } from '../../src/local/world/people.ts'
import { pair } from '../support/chain-world.ts'
import '../support/watched.ts'
import { readReport, readStates } from './report.ts'

// `tributary serve` with a trap in it: the process kills itself at the point for which the test has armed it.

/**
 * Where the process may be killed: a delivery is stored and not handled; events are appended, and the transaction that does it
 * is not at its end; they are committed, and the first job that follows was taken and has not run; the four points of a
 * payment; and an errand that is run and not recorded.
 */
export type Point = 'stored' | 'appending' | 'appended' | Checkpoint | ErrandCheckpoint

/** Where, and how often it is passed before it kills: 0 where unset. Of deliveries only those count that hold this text. */
export type Trap = { readonly point: Point; readonly skip?: number; readonly holding?: string }
/** The first message: the settings, and the trap that is set before anything is done. */
export type Start = { readonly settings: Readonly<Record<string, string>>; readonly trap: Trap | null }
export type Request =
  | { readonly arm: Trap }
  | { readonly asked: number; readonly about: 'everything' | 'states' }
  | { readonly stop: true }
export type Message = { readonly url: string } | { readonly answered: number; readonly answer: unknown }

let trap: Trap | null = null
let passed = 0
function pass(point: Point, delivery?: unknown): void {
  if (point !== trap?.point) return
  if (trap.holding && !JSON.stringify(delivery).includes(trap.holding)) return
  if (passed === (trap.skip ?? 0)) process.kill(process.pid, 'SIGKILL')
  passed += 1
}

for (const [event, handle] of Object.entries(eventHandlers)) {
  const trapped: typeof handle = (payload, ports) => {
    pass('stored', payload)
    return handle(payload, ports)
  }
  Object.assign(eventHandlers, { [event]: trapped })
}

type Work = (
  this: PgBoss,
  queue: string,
  options: object,
  handle: (jobs: unknown) => unknown,
) => Promise<string>
const work = PgBoss.prototype.work as unknown as Work
const trappedWork: Work = function (queue, options, handle) {
  return work.call(this, queue, options, (jobs) => {
    pass('appended')
    return handle(jobs)
  })
}
type Send = (this: PgBoss, ...job: unknown[]) => Promise<unknown>
const send = PgBoss.prototype.send as unknown as Send
const trappedSend: Send = function (...job) {
  pass('appending')
  return send.apply(this, job)
}
Object.assign(PgBoss.prototype, { work: trappedWork, send: trappedSend })

// Nothing is left behind where the test ends before it could say so.
process.on('disconnect', () => process.exit(1))
const [start] = (await once(process, 'message')) as [Start]
trap = start.trap
const settings = readSettings(start.settings)
const app = await startApp(settings, { checkpoint: pass, requestTimeout: 6_000 })
const places = {
  explorer: settings.publicUrl ?? '',
  github: settings.githubUrl,
  node: settings.publicNodeUrl,
  treasury: treasuryOf(pair(SIGNER).address, settings.guardians, settings.threshold, settings.treasury)
    .address,
}

const states = whenGrown(app.ledger, () => readStates(app.ledger))

process.on('message', async (request: Request) => {
  if ('arm' in request) trap = request.arm
  if ('asked' in request) {
    const { asked, about } = request
    const read = about === 'states' ? states() : readReport(app.ledger, places)
    tell({ answered: asked, answer: await read.catch(() => null) })
  }
  if ('stop' in request) {
    await app.stop()
    process.exit(0)
  }
})

const tell = (message: Message) => process.send?.(message)
tell({ url: app.url })
