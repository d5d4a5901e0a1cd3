import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from '../../test/postgres.ts'
import { handTo } from '../../test/support/addressed.ts'
import { stream } from '../../test/support/commands.ts'
import { tales } from '../../test/support/tales.ts'
import { storeDeliveries } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { deliveriesCommand } from './deliveries.ts'
import { ledgerCommand } from './ledger.ts'
import { written } from './testing/written.ts'

let postgres: Awaited<ReturnType<typeof startPostgres>>
let ledger: Ledger
beforeAll(async () => {
  postgres = await startPostgres()
  ledger = await openLedger({ url: postgres.url })
  await ledger.write(async (writing) => {
    for (const command of tales.minable) await handTo(writing, stream(), command)
  })
})
afterAll(async () => {
  await ledger.close()
  await postgres.stop()
})

const run = (...words: string[]) => written(ledgerCommand(), ...words, '--database-url', postgres.url)

test('a whole ledger is verified, exported with its hashes, and rebuilt from its events', async () => {
  const [, events, tip] =
    /^The ledger holds: (\d+) events, the last with hash (\w{64})\.\n$/.exec(await run('verify')) ?? []
  expect(Number(events)).toBeGreaterThan(10)
  const folder = await mkdtemp(join(tmpdir(), 'tributary-export-'))
  const file = join(folder, 'ledger.jsonl')
  await run('export', '-o', file)
  const rows = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  await rm(folder, { recursive: true })
  expect([rows.length, rows.at(-1).hash]).toEqual([Number(events), tip])
  const { previous, position, stream: of, sequence, type, data } = rows[0]
  const text = [previous, position, of, sequence, type, data].join('\n')
  expect(createHash('sha256').update(text).digest('hex')).toBe(rows[0].hash)
  expect(await run('rebuild')).toBe(`Rebuilt from ${events} events.\n`)
  expect(JSON.parse(await run('verify', '--json'))).toMatchObject({ ok: true, events: Number(events) })
  expect(JSON.parse(await run('rebuild', '--json'))).toEqual({ events: Number(events) })
})

test('a ledger that was changed is told, with the place', async () => {
  const set = (type: string) =>
    ledger.queries.execute(sql`update events set type = ${type} where position = 2`)
  await set('Forged')
  await expect(run('verify')).rejects.toThrow('The ledger does not hold at position 2')
  await set('LinkCheckDue')
  await expect(run('verify')).resolves.toContain('holds')
})

test('a delivery that was given up is shown, and put back once', async () => {
  const deliveries = (...words: string[]) =>
    written(deliveriesCommand(), ...words, '--database-url', postgres.url)
  expect(await deliveries('dead')).toBe('None was given up.\n')
  const body = Buffer.from('{}')
  await storeDeliveries(ledger.queries, [{ id: 'lost', event: 'issues', occurredAt: 1, rank: 0, body }])
  await ledger.queries.execute(
    sql`update deliveries set status = 'dead', error = 'no room' where id = 'lost'`,
  )
  expect(await deliveries('dead')).toMatch(/^\S+Z {2}lost {2}issues {2}no room\n$/)
  expect(await deliveries('redrive', 'lost')).toBe('lost is in the inbox again.\n')
  await expect(deliveries('redrive', 'lost')).rejects.toThrow('No delivery lost was given up.')
})
