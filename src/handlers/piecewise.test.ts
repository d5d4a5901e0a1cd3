import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPostgres } from '../../test/postgres.ts'
import { live } from '../../test/support/addressed.ts'
import { until } from '../../test/support/chain-world.ts'
import { coldkeys, settle, stream } from '../../test/support/commands.ts'
import { key } from '../../test/support/mined-commands.ts'
import { linkOf, tales } from '../../test/support/tales.ts'
import type { Places } from '../github/places.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { rebuild } from '../ledger/rebuild.ts'
import { threadCauses, threadSections } from '../ledger/schema.ts'
import type { SubnetCommand } from '../mechanisms/subnet/state.ts'
import { digestOfFiles } from './kit/version.ts'
import { showPiecewise } from './piecewise.ts'
import { changesThread, renderThread } from './thread.ts'
import { readThreadFacts } from './thread-facts.ts'

const places: Places = { explorer: 'https://tributary.example', github: 'https://github.com', node: null }

let ledger: Ledger
let stop: () => Promise<void> = async () => undefined
beforeEach(async () => {
  ledger = await openLedger({ changesThread })
})
afterEach(async () => {
  await ledger.close()
  await stop()
})

const body = async (now = places) => (await showPiecewise(ledger.queries, now, stream()))?.thread.body

async function whole(): Promise<string | undefined> {
  const state = await ledger.readSubnet(stream())
  return renderThread(state, await readThreadFacts(ledger.queries, places, state))?.body
}

/** Writes into the kept texts what no section says; `isDigestKept`: as if it had been rendered so. */
async function spoil(section: string, isDigestKept: boolean): Promise<void> {
  const digest = sql`encode(sha256(convert_to('"spoilt"', 'UTF8')), 'hex')`
  await ledger.queries
    .update(threadSections)
    .set({ text: 'spoilt', ...(isDigestKept ? { digest } : {}) })
    .where(eq(threadSections.section, section))
}

const failing: SubnetCommand = settle(40, 9, key('loan-open', 1), {
  ok: false,
  error: 'Crowdloan.CapReached',
})

test('what no event touches is taken as it was rendered; what one touches is rendered anew', async () => {
  await live(ledger, stream(), tales.opening)
  expect(await body()).toBe(await whole())
  await spoil('deposit', true)
  await live(ledger, stream(), [failing])
  expect(await body()).toContain('spoilt')
  await spoil('waiting', true)
  await live(ledger, stream(), [{ ...failing, at: failing.at + 9_000_000 }])
  expect(await body()).toContain('CapReached')
})

test('it is rendered anew where the text is not what was kept, after another version, and after a rebuild', async () => {
  await live(ledger, stream(), tales.opening)
  const shown = await body()
  await spoil('deposit', false)
  expect(await body()).toBe(shown)
  await spoil('deposit', true)
  expect(await body({ ...places, node: 'wss://node.example' })).not.toContain('spoilt')
  await body()
  await spoil('deposit', true)
  await ledger.queries.transaction(rebuild)
  expect(await body()).toBe(shown)
})

test('a version is of all that a text is made from', () => {
  const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '')
  const digests = [['templates'], ['src/github'], ['templates', 'src/github']].map((parts) =>
    digestOfFiles(root, parts),
  )
  expect(new Set(digests).size).toBe(3)
})

test('nothing is taken if the thread could not be put together', async () => {
  await live(ledger, stream(), tales.opening)
  const broken = { ...places, explorer: 'no address' }
  await expect(showPiecewise(ledger.queries, broken, stream())).rejects.toThrow()
  expect(await ledger.queries.select().from(threadCauses)).not.toEqual([])
})

test('whoever loses a coldkey to another is no longer shown as linked', async () => {
  await live(ledger, stream(), tales.billed)
  await ledger.write((writing) => writing.link(linkOf('ada')))
  expect(await body()).toContain(coldkeys.ada)
  await ledger.write((writing) => writing.link({ ...linkOf('ben'), coldkey: coldkeys.ada }))
  expect(await body()).toBe(await whole())
  expect(await body()).not.toContain(coldkeys.ada)
})

test('what settlement holds is shown, whichever stream of the subnet pays it', async () => {
  await live(ledger, stream(), tales.opening)
  await body()
  await ledger.queries.execute(sql`insert into holds values (${key('loan-open', 1)}, 'Over the cap.')`)
  expect(await body()).not.toContain('Over the cap.')
  await ledger.write((writing) => writing.showThread(stream().replace('subnet:', 'race:'), 'holds'))
  expect(await body()).toContain('Over the cap.')
  expect(await body()).toBe(await whole())
})

test('two jobs of one thread that come together lose no section, even where one is of another version', async () => {
  await ledger.close()
  const server = await startPostgres()
  ledger = await openLedger({ url: server.url, changesThread })
  stop = server.stop
  await live(ledger, stream(), tales.opening)
  await body()
  const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  const wait = (jobs: number) =>
    until(`${jobs} wait`, async () => (await ledger.queries.execute(waiting)).rows.length === jobs)
  const newer = { ...places, explorer: 'https://explorer.example' }
  const both = await ledger.queries.transaction(async (queries) => {
    // The first has read the state, and cannot keep what it rendered of it.
    await queries.execute(sql`select 1 from thread_sections where section = 'received' for update`)
    const first = body(newer)
    await wait(1)
    await live(ledger, stream(), [failing])
    const second = body()
    await Promise.race([second, wait(2)])
    return [first, second]
  })
  await Promise.all(both)
  expect(await body(newer)).toContain('CapReached')
  expect(await body()).toBe(await whole())
})
