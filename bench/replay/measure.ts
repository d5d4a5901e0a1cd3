import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLedger } from '../../src/ledger/open.ts'
import { rebuild } from '../../src/ledger/rebuild.ts'
import { stream } from '../../test/support/commands.ts'
import { fill, funders, LONGEST } from './fill.ts'
import type { Replayed } from './replayed.ts'

/** One ledger of one size, in a process of its own, so that its memory is its own: `DATABASE_URL` or PGlite. */
const { SIZE, DATABASE_URL } = process.env
const directory = await mkdtemp(join(tmpdir(), 'tributary-bench-'))
const ledger = await openLedger(
  DATABASE_URL ? { url: DATABASE_URL } : { directory: join(directory, 'ledger') },
)
await fill(ledger.queries, Number(SIZE))

const COMMANDS = 200
const handling = await handle()
let peak = 0
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss())
}
const watch = setInterval(look, 50)
const began = performance.now()
const replayed = await ledger.queries.transaction((queries) => rebuild(queries))
const seconds = (performance.now() - began) / 1000
clearInterval(watch)
// PGlite leaves no turn to timers while it works.
look()

const answer: Replayed = { perSecond: replayed / seconds, handling, peak }
await ledger.close()
await rm(directory, { recursive: true })
process.send?.(answer)
process.disconnect()

/** The middle of the times that commands on the longest stream take, each from its transaction's begin to its commit. */
async function handle(): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < COMMANDS; n++) {
    const began = performance.now()
    await ledger.write((writing) =>
      writing.handle(stream(LONGEST), funders(LONGEST, 2 * Number(SIZE) + n + 1)),
    )
    times.push(performance.now() - began)
  }
  return times.toSorted((a, b) => a - b)[COMMANDS / 2] ?? 0
}
