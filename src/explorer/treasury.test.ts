import { and, eq, isNotNull } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { coldkeys } from '../../test/support/commands.ts'
import { sentences } from '../handlers/words.ts'
import { noteApproval, noteOpened } from '../ledger/approvals.ts'
import { storeAttempt } from '../ledger/attempts.ts'
import { hold } from '../ledger/holds.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { balanceOf, keepReading } from '../ledger/readings.ts'
import { attempts, intents } from '../ledger/schema.ts'
import { createExplorer } from './explorer.ts'
import { fillMarket } from './testing/fill.ts'
import { text } from './testing/text.ts'

const links = { github: 'https://github.com', chain: null }
const SIGNED = new Date('2026-02-01T10:00:00Z')
const other = `5Guardian${'x'.repeat(39)}`
const treasury = {
  address: '5Treasury',
  multisig: '5Multisig',
  signatories: [coldkeys.ben, other],
  threshold: 2,
}

let ledger: Ledger
const page = async () => {
  const app = createExplorer({ ledger, links, title: 'Tributary', panels: [], sentences, treasury })
  return text(await (await app.request('/treasury')).text())
}

beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

test('where nothing was funded, nothing waits and nothing is held', async () => {
  const shown = await page()
  expect(shown).toContain('Nothing waits for guardians.')
  expect(shown).toContain('Owed 0 payments')
  expect(shown).toContain('No subnet’s treasury has been read yet')
})

test('a call that waits says what it pays, who has approved it, who has not, and since when', async () => {
  await fillMarket(ledger)
  const { queries } = ledger
  const [owed] = await queries
    .select()
    .from(intents)
    .where(and(eq(intents.status, 'owed'), isNotNull(intents.coldkey), eq(intents.stream, 'subnet:7:10')))
  const key = owed?.key ?? ''
  const opens = {
    callHash: '0xca11',
    call: '0x',
    maxWeight: { refTime: 0n, proofSize: 0n },
    signatories: treasury.signatories,
    threshold: 2,
  }
  const life = { nonce: 1, birthBlock: 1, deathBlock: 65, specVersion: 1 }
  const attempt = { hash: '0x01', bytes: '0x', ...life, opens, proxied: false }
  await storeAttempt(queries, coldkeys.ben, attempt, [{ key, amount: 1_000_000_000n, rows: null }])
  await queries.update(attempts).set({ createdAt: SIGNED })
  expect(await page()).toContain('Nothing waits for guardians.')

  await noteOpened(queries, '0xca11', { block: 4_321, index: 2 })
  await noteApproval(queries, '0xca11', coldkeys.ben)
  const shown = await page()
  expect(shown).toContain('1 of 2 approvals, since 1 Feb 2026, 10:00 UTC')
  expect(shown).toContain(
    'Crowdloan opened, with the deposit lent, 1 TAO, for Seismic sensors of a million phones go unused',
  )
  expect(shown).toContain('Approved by @ben')
  expect(shown).toContain('Not yet by 5Guardia…xxxxxx')
  expect(shown).toContain('Opened in block 4,321')
})

test('what is held back and what the treasuries hold is counted', async () => {
  const { queries } = ledger
  const [owed] = await queries.select().from(intents).where(eq(intents.status, 'owed'))
  const before = /Owed (\d+) payments?; (\d+) for want of a linked wallet, 0 held back/.exec(await page())
  await hold(queries, owed?.key ?? '', 'cap')
  expect(await page()).toContain(`Owed ${before?.[1]}`)
  expect(await page()).toContain('1 held back')

  const at = Date.UTC(2026, 1, 2)
  await keepReading(queries, balanceOf('subnet:7:2'), { amount: 90_000_000_000n, block: 11, at })
  await keepReading(queries, balanceOf('subnet:7:3'), { amount: 95_500_000_000n, block: 12, at })
  const shown = await page()
  expect(shown).toContain('185.5 TAO in 2')
  const places = ['Nobody checks whether climate models reproduce', 'Satellite imagery of small farms'].map(
    (title) => shown.indexOf(title),
  )
  expect(places[0]).toBeLessThan(places[1] ?? 0)
  expect(shown).toContain('95.5 TAO 2 Feb 2026, 00:00 UTC block 12')
})
