import { fork } from 'node:child_process'
import { join } from 'node:path'
import { startPostgresServer } from '../../test/postgres-server.ts'
import { firstMessage } from '../load/load.ts'
import type { Replayed } from '../replay/replayed.ts'
import type { Part, Row } from '../row.ts'

const SIZES = [1_000, 100_000, 1_000_000] as const
/** Of the time at a thousand events: what two measurements of the same differ by. */
const NO_LONGER = 1.25

/** How fast every projection is made again from the events, and whether a long past makes the present slower. */
export const replay: Part = {
  name: 'Events replayed',
  run: async () => {
    const rows: Row[] = []
    for (const database of ['PGlite', 'PostgreSQL'] as const) {
      const results = new Map<number, Replayed>()
      for (const size of SIZES) results.set(size, await measure(database, size))
      rows.push(...replaying(database, results), ...handling(database, results))
    }
    return rows
  },
}

async function measure(database: 'PGlite' | 'PostgreSQL', size: number): Promise<Replayed> {
  const server = database === 'PostgreSQL' ? await startPostgresServer({ durable: true }) : undefined
  try {
    const child = fork(join(import.meta.dirname, '../replay/measure.ts'), {
      env: { ...process.env, SIZE: String(size), DATABASE_URL: server?.url ?? '' },
    })
    return await firstMessage<Replayed>(child)
  } finally {
    await server?.stop()
  }
}

const named = (n: number) => n.toLocaleString('en')

function replaying(database: string, results: ReadonlyMap<number, Replayed>): Row[] {
  return [...results].map(([size, { perSecond, peak }]) => ({
    subject: `${named(size)} events on ${database}`,
    figure: `${named(Math.round(perSecond))} a second, ${Math.round(peak / 2 ** 20)} MiB at most`,
  }))
}

function handling(database: string, results: ReadonlyMap<number, Replayed>): Row[] {
  const short = results.get(SIZES[0])?.handling ?? 0
  const long = results.get(SIZES[2])?.handling ?? 0
  const ratio = long / short
  return [
    {
      subject: `handling one command after ${named(SIZES[2])} events on ${database}`,
      figure: `${long.toFixed(2)} ms (${short.toFixed(2)} ms after ${named(SIZES[0])})`,
      ratio: ratio.toFixed(2),
      wanted: { text: 'no longer', met: ratio <= NO_LONGER },
    },
  ]
}
