import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPostgres } from '../../../test/postgres.ts'
import { handTo } from '../../../test/support/addressed.ts'
import { stream } from '../../../test/support/commands.ts'
import { linkOf, tales } from '../../../test/support/tales.ts'
import { countRows } from '../database.ts'
import type { Ledger } from '../ledger.ts'
import { openLedger } from '../open.ts'

// A ledger that is opened again and again: a server does that faster than a directory.
let server: Awaited<ReturnType<typeof startPostgres>>
beforeEach(async () => {
  server = await startPostgres()
})
afterEach(() => server.stop())

const TABLES = ['links', 'intents', 'subnets']

const counted = async ({ queries }: Ledger) =>
  Object.fromEntries(
    await Promise.all(TABLES.map(async (table) => [table, await countRows(queries, table)] as const)),
  )

/** A ledger that has lived and whose rows are lost. Answers how many there were. */
async function emptied(version: string): Promise<Record<string, number>> {
  const ledger = await openLedger({ url: server.url })
  await ledger.write((writing) => writing.link(linkOf('ada')))
  await ledger.write(async (writing) => {
    for (const command of tales.checking) await handTo(writing, stream(), command)
  })
  const rows = await counted(ledger)
  for (const table of TABLES) await ledger.queries.execute(sql`delete from ${sql.identifier(table)}`)
  await ledger.queries.execute(sql.raw(version))
  await ledger.close()
  return rows
}

const reopened = async () => {
  const ledger = await openLedger({ url: server.url })
  const rows = await counted(ledger)
  await ledger.close()
  return rows
}

test('a projection of another version is made anew at the next start, with those that it reads; others are not', async () => {
  const before = await emptied("update projection_versions set version = version - 1 where name = 'intents'")
  expect(before).toMatchObject({ links: 1, subnets: 1 })
  expect(await reopened()).toEqual({ ...before, subnets: 0 })
})

test('a projection that reads one of another version is made anew too', async () => {
  const before = await emptied("update projection_versions set version = version - 1 where name = 'links'")
  expect(await reopened()).toEqual({ ...before, subnets: 0 })
})

test('rows of before there were versions are made anew; those of this version are left alone', async () => {
  const before = await emptied('delete from projection_versions')
  expect(await reopened()).toEqual(before)
  const ledger = await openLedger({ url: server.url })
  await ledger.queries.execute(sql`delete from links`)
  await ledger.close()
  expect(await reopened()).toEqual({ ...before, links: 0 })
})
