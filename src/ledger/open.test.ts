import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '../../test/postgres.ts'
import { handTo } from '../../test/support/addressed.ts'
import { coldkeys, contribution, potsOfIssue, repository, stream, tick } from '../../test/support/commands.ts'
import { home, minedConfig } from '../../test/support/mined-commands.ts'
import { minedTales, soldTale, taskTales } from '../../test/support/mined-tales.ts'
import { linkOf, tales } from '../../test/support/tales.ts'
import type { SubnetCommand } from '../mechanisms/subnet/state.ts'
import { keepConfig } from './configs.ts'
import type { Ledger } from './ledger.ts'
import { coldkeyOf } from './links.ts'
import { openLedger } from './open.ts'
import { projections } from './projections/projections.ts'
import { rebuild } from './rebuild.ts'
import { verifyLedger } from './verify.ts'

const databases = [
  { name: 'PGlite', start: async () => ({ url: undefined, stop: async () => undefined }) },
  { name: 'PostgreSQL', start: startPostgres },
] as const

describe.each(databases)('the ledger on $name', ({ start }) => {
  let ledger: Ledger
  let server: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    server = await start()
    ledger = await openLedger({ url: server.url })
  })
  afterAll(async () => {
    await ledger.close()
    await server.stop()
  })

  const tell = (commands: SubnetCommand[], issue: number) =>
    ledger.write(async (writing) => {
      for (const command of commands) await handTo(writing, stream(issue), about(command, issue))
    })

  test('every tale is recorded, verified, and rebuilt from its events to the same rows', async () => {
    await ledger.write((writing) => writing.link(linkOf('ada')))
    const told = Object.values(tales)
    for (const [index, tale] of told.entries()) await tell(tale, index + 1)
    await ledger.write((writing) => writing.link(linkOf('ben', 5)))
    await keepConfig(ledger.queries, repository.id, minedConfig)
    const { passed, failed, incident, secondRound } = minedTales
    for (const [index, tale] of [passed, failed, incident, secondRound, soldTale, taskTales.scored].entries())
      await tell(tale, told.length + index + 1)
    // Long enough for a snapshot.
    const funders = Array.from({ length: 60 }, (_, n) => contribution(60 + n, 20 + n, coldkeys.fox, 1))
    await tell([...tales.funding, ...funders], told.length + 7)
    const { ada: from, escrow: to } = coldkeys
    const { at, source } = tick(9_000, 400)
    const swap = { type: 'SeeSwap', from, to, at, source } as const
    await ledger.write((writing) => writing.handle(`coldkey:${from}`, swap))

    const before = await dump(ledger)
    for (const [table, rows] of Object.entries(before)) expect(rows.length, table).toBeGreaterThan(0)
    const replayed = await ledger.write((writing) => rebuild(writing.queries))

    expect(await dump(ledger)).toEqual(before)
    expect(await verifyLedger(ledger.queries)).toMatchObject({ ok: true, events: replayed })
  })

  test('a coldkey is with whoever proved it last, who may get it back, and is refused only while it is there', async () => {
    const link = (person: 'eva' | 'fox') =>
      ledger.write((writing) => writing.link({ ...linkOf(person), coldkey: linkOf('eva').coldkey }))
    const codes: (string | undefined)[] = []
    for (const person of ['eva', 'eva', 'fox', 'eva'] as const) codes.push((await link(person)).refusal?.code)
    expect(codes).toEqual([undefined, 'already-linked', undefined, undefined])
    expect(await coldkeyOf(ledger.queries, linkOf('fox').person.id)).toBeNull()
  })

  test('whoever proved a coldkey last has it, in whatever order it is heard', async () => {
    const { coldkey } = linkOf('eva')
    for (const [person, after] of [
      ['fox', 9_000],
      ['eva', 8_000],
    ] as const)
      await ledger.write((writing) => writing.link({ ...linkOf(person, after), coldkey }))
    const [eva, fox] = [linkOf('eva').person.id, linkOf('fox').person.id]
    expect([await coldkeyOf(ledger.queries, eva), await coldkeyOf(ledger.queries, fox)]).toEqual([
      null,
      coldkey,
    ])
  })

  test('a refusal changes nothing', async () => {
    const before = await dump(ledger)
    const { refusal } = await ledger.write((writing) =>
      writing.handle(stream(999), { ...tales.voted[5], issue: 999 } as never),
    )
    expect(refusal?.code).toBe('no-idea')
    expect(await dump(ledger)).toEqual(before)
  })

  test('what is thrown inside a write leaves nothing behind', async () => {
    const before = await dump(ledger)
    const failing = ledger.write(async (writing) => {
      await writing.link(linkOf('fox'))
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await dump(ledger)).toEqual(before)
  })

  test.each([
    ['data', `update events set data = replace(data, 'ada', 'eve') where type = 'IdeaOpened'`],
    ['order', `update events set sequence = sequence + 1000 where position = 4`],
    ['a missing row', 'delete from events where position = 5'],
  ])('a changed history shows: %s', async (_what, statement) => {
    const broken = ledger.queries.transaction(async (queries) => {
      await queries.execute(sql.raw(statement))
      const verification = await verifyLedger(queries)
      throw Object.assign(new Error('roll back'), { verification })
    })
    await expect(broken).rejects.toMatchObject({ verification: { ok: false } })
    expect(await verifyLedger(ledger.queries)).toMatchObject({ ok: true })
  })
})

/** The same command, told of another issue. */
function about(command: SubnetCommand, issue: number): SubnetCommand {
  const text = JSON.stringify(command, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value))
  const moved = text
    .replaceAll(stream(1), stream(issue))
    .replaceAll('"loan":3', `"loan":${issue + 100}`)
    .replaceAll(`"id":${home.id},`, `"id":${issue + 1_000},`)
  const parsed = JSON.parse(moved, (_key, value) =>
    /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
  )
  if (parsed.type === 'OpenIdea') return { ...parsed, issue }
  if (parsed.type !== 'SeeDeposit') return parsed
  // No extrinsic pays one account twice.
  const extrinsic = { ...parsed.extrinsic, hash: `${parsed.extrinsic.hash}-${issue}` }
  return { ...parsed, extrinsic, pots: parsed.pots && potsOfIssue(issue + 1) }
}

/** Every row of every projection, in an order of its own. */
async function dump({ queries }: Ledger): Promise<Record<string, unknown[]>> {
  const rows = projections
    .flatMap(({ tables }) => tables)
    .map(async (table) => {
      const result = await queries.execute(sql`select * from ${sql.identifier(table)}`)
      return [table, result.rows.map((row) => JSON.stringify(row)).toSorted()] as const
    })
  return Object.fromEntries(await Promise.all(rows))
}
