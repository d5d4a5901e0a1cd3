import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { connectChain } from '../src/chain/client.ts'
import { holdersAt } from '../src/chain/holders/holders-at.ts'
import { type LedgerOptions, openLedger } from '../src/ledger/open.ts'
import { verifyLedger } from '../src/ledger/verify.ts'
import { verifySheets } from '../src/ledger/verify-sheets.ts'
import { startSubtensor } from '../src/local/subtensor/node.ts'
import { holdingsOf } from '../src/mechanisms/dividends/holders.ts'
import type { Alpha } from '../src/mechanisms/money.ts'
import type { Sheet } from '../src/mechanisms/sheet/sheet.ts'
import { quiet } from './support/chain-world.ts'
import { genesisOf, oweDay, payDay, pots } from './support/distribution.ts'
import { openPlace } from './support/place.ts'

// A day of ten thousand rows whose App is killed again and again: each row arrives once.

const ROWS = Number(process.env.ROWS ?? 10_000)
const KILLS = [
  ['signed', 1],
  ['broadcast', 2],
  ['in-block', 2],
  ['final', 2],
  ['signed', 2],
] as const
const child = join(import.meta.dirname, 'support/distribution-child.ts')

const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

async function expectPaidOnce(place: LedgerOptions, node: string, { parts, rows }: Sheet<Alpha>) {
  const chain = await connectChain({ endpoints: [node], logger: quiet, requestTimeout: 60_000 })
  const { positions } = await holdersAt(chain, 0, await chain.finalized())
  await chain.close()
  const has = new Map(holdingsOf(positions, new Set()).map((one) => [one.account, one]))
  for (const { account, amount } of parts.flatMap(({ lines }) => lines))
    expect(has.get(account)?.amount).toBe(amount)
  expect(has.get(pots.payroll ?? '')?.amount).toBe(BigInt(rows))
  const ledger = await openLedger(place)
  expect(await verifyLedger(ledger.queries)).toMatchObject({ ok: true })
  expect(await verifySheets(ledger.queries)).toEqual({ ok: true, sheets: 2, rows })
  await ledger.close()
}

test.each(['PGlite', 'PostgreSQL'] as const)(
  `on %s a day of ${ROWS} rows is paid once, whenever its App is killed`,
  async (database) => {
    const { options: place, remove } = await openPlace(database)
    opened.push(remove)
    const node = await startSubtensor({ seal: 250, finalityLag: 2, ...genesisOf(10n ** 15n) })
    opened.push(() => node.stop())
    const ledger = await openLedger(place)
    const payouts = await oweDay(ledger, ROWS)
    await ledger.close()
    for (const [checkpoint, nth] of KILLS) {
      const args = [child, node.url, checkpoint, String(nth), place.url ?? place.directory ?? '']
      const killed = spawn(process.execPath, args, { stdio: 'inherit' })
      expect(await once(killed, 'exit')).toEqual([null, 'SIGKILL'])
    }
    await payDay(place, node.url)
    await expectPaidOnce(place, node.url, payouts)
  },
  3_600_000,
)
