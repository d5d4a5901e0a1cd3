import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { live } from '../../test/support/addressed.ts'
import { stream } from '../../test/support/commands.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { keepReply } from '../ledger/replies.ts'
import { wantedOf } from '../mechanisms/subnet/errands.ts'
import { sweep } from './sweep.ts'

// A life that waits for much: nothing works its queues, so that all that it asks for lies there.

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
  await live(ledger, stream(), minedTales.proposed)
  const place = { installationId: 1, repository: 'riverbed/market', issue: 3 }
  await keepReply(ledger.queries, { ...place, kind: 'comment', commentId: 900, answers: '[null]' })
})
afterAll(() => ledger.close())

const look = () => sweep({ ledger, logger: pino({ enabled: false }) }, true)
const execute = async (query: ReturnType<typeof sql>) => (await ledger.queries.execute(query)).rows
const waiting = async () =>
  (
    await execute(sql`select name || ' ' || singleton_key as job from jobs.job
      where state = 'created' and not starts_with(name, '__') order by 1`)
  ).map(({ job }) => String(job))

test('what an earlier version forgot, without a job and without a count, is taken up at its first start here', async () => {
  await execute(sql`delete from jobs.job`)
  await execute(sql`delete from outstanding`)
  await look()
  const jobs = await waiting()
  expect(jobs).toEqual(
    expect.arrayContaining([`thread ${stream()}`, `checks ${stream()}`, 'reply comment:900']),
  )
  const wanted = wantedOf(await ledger.readSubnet(stream())).map(({ errand }) => `errand ${errand.key}`)
  expect(jobs).toEqual(expect.arrayContaining(wanted))
})

test('whichever jobs are lost, the same wait after a look as before', async () => {
  const before = await waiting()
  expect(before.length).toBeGreaterThan(2)
  await fc.assert(
    fc.asyncProperty(fc.subarray(before), async (lost) => {
      for (const job of lost)
        await execute(sql`delete from jobs.job where name || ' ' || singleton_key = ${job}`)
      expect(await waiting()).toEqual(before.filter((job) => !lost.includes(job)))
      await look()
      expect(await waiting()).toEqual(before)
    }),
    { numRuns: 10 },
  )
})

test('a delivery that failed and lost its job is tried again, and so is one that was given up', async () => {
  const pack = await execute(sql`insert into packs (bodies) values ('') returning id`)
  await execute(sql`insert into deliveries (id, event, occurred_at, rank, pack, start, size, status)
    select status, 'issues', 1, 0, ${pack[0]?.id}, 0, 0, status from unnest(array['retrying', 'dead', 'handled']) status`)
  await look()
  expect((await waiting()).filter((job) => job.startsWith('deliver'))).toEqual([
    'deliver dead',
    'deliver retrying',
  ])
})
