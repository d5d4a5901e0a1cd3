import { afterEach, beforeEach, expect, test } from 'vitest'
import { live } from '../../test/support/addressed.ts'
import { stream } from '../../test/support/commands.ts'
import { linkOf, tales } from '../../test/support/tales.ts'
import type { Ledger } from './ledger.ts'
import { openLedger } from './open.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ changesThread: (types) => types.includes('BillIssued') })
})
afterEach(() => ledger.close())

/** The threads that wait for being shown, taken out of the queue. */
async function waiting(): Promise<readonly object[]> {
  const jobs = await ledger.jobs.boss.fetch<object>('thread', { batchSize: 10 })
  return jobs.map(({ data }) => data)
}

test('the job of a thread is asked for by what can change it, and by nothing else', async () => {
  await live(ledger, stream(), tales.opened)
  expect(await waiting()).toEqual([])
  await live(ledger, stream(), tales.billed.slice(tales.opened.length))
  expect(await waiting()).toEqual([{ stream: stream() }])
})

test('a link asks for it in any case: a thread shows who is linked', async () => {
  await live(ledger, stream(), tales.opened)
  await ledger.write((writing) => writing.link(linkOf('ada')))
  expect(await waiting()).toEqual([{ stream: stream() }])
})
