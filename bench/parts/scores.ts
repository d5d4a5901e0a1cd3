import { fork } from 'node:child_process'
import { join } from 'node:path'
import { CROWD } from '../../src/handlers/proposal/show-checks.ts'
import { startPostgresServer } from '../../test/postgres-server.ts'
import { LARGEST_STATE } from '../../test/support/small.ts'
import { firstMessage } from '../load/load.ts'
import type { Part, Row } from '../row.ts'
import { checkOutBefore } from '../score/before.ts'
import type { Measured } from '../score/measured.ts'

type DatabaseName = 'PGlite' | 'PostgreSQL'

/** Open proposals. */
const [FEW, MANY] = [10, 5_000]
const SIZES = [FEW, CROWD, 1_000, MANY]
/** Filling 5,000 into one stream takes longer than all the rest. */
const SIZES_BEFORE = [FEW, 1_000]

const MOST_LOCKED = 10
const FLAT = 1.5

/** What one `/score` takes in a subnet with many proposals, and what it took while all of a subnet was one stream. */
export const scores: Part = {
  name: 'One `/score`',
  run: async () => {
    const before = await checkOutBefore()
    try {
      const rows: Row[] = []
      for (const database of ['PGlite', 'PostgreSQL'] as const) {
        for (const size of SIZES_BEFORE) {
          const measured = await measure(database, size, before.root)
          rows.push(rowOf(`${named(size)} proposals on ${database}, all in one stream`, measured))
        }
        rows.push(...(await today(database)))
      }
      return rows
    } finally {
      await before.remove()
    }
  },
}

async function today(database: DatabaseName): Promise<Row[]> {
  const results = new Map<number, Measured>()
  for (const size of SIZES) results.set(size, await measure(database, size))
  const few = results.get(FEW)?.locked ?? 0
  const rows = [...results].map(([size, measured]) => {
    const ratio = measured.locked / few
    const row = rowOf(`${named(size)} proposals on ${database}`, measured)
    if (size !== MANY) return row
    const met = measured.locked <= MOST_LOCKED && ratio <= FLAT && measured.largest <= LARGEST_STATE
    const text = `at most ${MOST_LOCKED} ms, ${FLAT} times that of ${FEW}, and 64 KB of state`
    return { ...row, ratio: ratio.toFixed(2), wanted: { text, met } }
  })
  return [...rows, shownRow(database, results)]
}

/** The slowest of all sizes: up to `CROWD` proposals the rank is reckoned first, beyond it follows. */
function shownRow(database: DatabaseName, results: ReadonlyMap<number, Measured>): Row {
  const few = results.get(FEW)?.shown ?? 0
  const [slowest = FEW] = [...results.keys()].toSorted(
    (a, b) => (results.get(b)?.shown ?? 0) - (results.get(a)?.shown ?? 0),
  )
  const most = results.get(slowest)?.shown ?? 0
  return {
    subject: `from the commit until shown, on ${database}: the slowest of ${SIZES.map(named).join(', ')} proposals`,
    figure: `${ms(most)} with ${named(slowest)} (${ms(few)} with ${FEW})`,
    ratio: (most / few).toFixed(2),
    wanted: { text: `at most ${FLAT} times that of ${FEW}`, met: most <= FLAT * few },
  }
}

async function measure(database: DatabaseName, size: number, root?: string): Promise<Measured> {
  const server = database === 'PostgreSQL' ? await startPostgresServer({ durable: true }) : undefined
  const env = { ...process.env, SIZE: String(size), DATABASE_URL: server?.url ?? '' }
  try {
    const child = fork(join(import.meta.dirname, '../score/measure.ts'), {
      env: root === undefined ? env : { ...env, ROOT: root },
    })
    return await firstMessage<Measured>(child)
  } finally {
    await server?.stop()
  }
}

const named = (n: number) => n.toLocaleString('en')

const rowOf = (subject: string, { asking, locked, shown, largest }: Measured): Row => ({
  subject,
  figure: `${ms(locked)} under the lock (${ms(asking)} before it), shown ${ms(shown)} after the commit, largest state ${Math.ceil(largest / 1024)} KB`,
})

const ms = (time: number) => `${time.toFixed(1)} ms`
