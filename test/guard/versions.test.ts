import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Queries } from '../../src/ledger/database.ts'
import { encode } from '../../src/ledger/json.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { projections } from '../../src/ledger/projections/projections.ts'
import { rebuild } from '../../src/ledger/rebuild.ts'
import { events } from '../../src/ledger/schema.ts'
import { readAny } from '../../src/ledger/states.ts'
import { kindOf, kinds, rulesFor } from '../../src/mechanisms/streams/kinds.ts'
import { FROZEN, type Frozen, insertRows, readFrozen } from './frozen.ts'
import { rowsOfToday } from './upcast-rows.ts'

// What a version stands for: what the frozen events fold into. Whoever changes the one has to raise the other, or old snapshots and old
// rows would be taken for new ones.

interface Stand {
  readonly version: number
  /** Of all that the frozen ledgers fold into under that version. */
  readonly digest: string
}

const FILE = join(import.meta.dirname, 'golden/versions.json')

/** Its rows carry the version of their stream. */
const OF_STREAMS = 'snapshots'

test('what frozen events fold into changes with the version of its stream or projection alone', async () => {
  const held: Record<string, Stand> = JSON.parse(await readFile(FILE, 'utf8').catch(() => '{}'))
  const now = await stands()
  const silent = Object.keys(now).filter(
    (name) => held[name]?.version === now[name]?.version && held[name]?.digest !== now[name]?.digest,
  )
  expect(silent, 'raise the version of these').toEqual([])
  if (process.env.UPDATE_GOLDEN) await writeFile(FILE, `${JSON.stringify(now, null, 2)}\n`)
  else expect(now, 'a version was raised: UPDATE_GOLDEN=1').toEqual(held)
}, 180_000)

async function stands(): Promise<Record<string, Stand>> {
  const folded = new Map<string, string[]>()
  for (const name of Object.keys(FROZEN) as Frozen[]) {
    for (const [what, text] of await foldedOf(name)) folded.set(what, [...(folded.get(what) ?? []), text])
  }
  const digest = (what: string) =>
    createHash('sha256')
      .update((folded.get(what) ?? []).toSorted().join('\n'))
      .digest('hex')
  const streams = Object.values(kinds).map(({ kind, version }) => [`stream ${kind}`, version] as const)
  const rows = projections
    .filter(({ name, tables }) => name !== OF_STREAMS && tables.length > 0)
    .map(({ name, version }) => [`projection ${name}`, version] as const)
  return Object.fromEntries(
    [...streams, ...rows].map(([what, version]) => [what, { version, digest: digest(what) }]),
  )
}

/** Each state and each row of a frozen ledger, with the name of what it hangs on. */
async function foldedOf(name: Frozen): Promise<[string, string][]> {
  const ledger = await openLedger()
  try {
    await insertRows(ledger.queries, rowsOfToday(name, await readFrozen(name)))
    await ledger.queries.transaction((queries) => rebuild(queries))
    return [...(await statesOf(ledger.queries)), ...(await rowsOf(ledger.queries))]
  } finally {
    await ledger.close()
  }
}

async function statesOf(queries: Queries): Promise<[string, string][]> {
  const rows = await queries.selectDistinct({ stream: events.stream }).from(events)
  const names = rows.map(({ stream }) => stream)
  const states = await readAny(queries, names, rulesFor)
  return [...states].map(([stream, { state }]) => [`stream ${kindOf(stream)}`, encode(state)])
}

async function rowsOf(queries: Queries): Promise<[string, string][]> {
  const found: [string, string][] = []
  for (const { name, tables } of projections) {
    for (const table of tables) {
      const { rows } = await queries.execute<{ text: string }>(
        sql`select row_to_json(t)::text as text from ${sql.identifier(table)} t`,
      )
      found.push(...rows.map(({ text }): [string, string] => [`projection ${name}`, text]))
    }
  }
  return found
}
