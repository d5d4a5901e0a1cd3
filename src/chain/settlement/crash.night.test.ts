import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeBlankPglite } from '../../../test/blank-pglite.ts'
import { startPostgres } from '../../../test/postgres.ts'
import {
  balanceOf,
  owe,
  pair,
  payee,
  quiet,
  startSide,
  transferTo,
  until,
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { letAppActFor } from '../../../test/support/proxies.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { attemptItems, intents } from '../../ledger/schema.ts'
import { keepSheet, sha256 } from '../../ledger/sheets.ts'
import { startSubtensor } from '../../local/subtensor/node.ts'
import { rao } from '../../mechanisms/money.ts'
import { numbered, type Pot } from '../../mechanisms/pots.ts'
import { payRows } from '../../mechanisms/sheet/paying.ts'
import { makeSheet } from '../../mechanisms/sheet/sheet.ts'
import { connectChain } from '../client.ts'
import { treasuryOf } from '../pots.ts'

const child = join(import.meta.dirname, '../../../test/support/chain-child.ts')
/**
 * On PGlite, which takes seconds to begin, the other points are in test/faults/killed.ts, with the whole App around;
 * those of a registration and a start are in the launches beside it.
 */
const cases = [
  ['signed', 'pglite'],
  ['signed', 'postgresql'],
  ['broadcast', 'postgresql'],
  ['in-block', 'postgresql'],
  ['final', 'postgresql'],
] as const

describe('killed and started again, every payment is made exactly once', () => {
  test.for(cases)('once it is %s, on %s', async ([checkpoint, database]) => {
    await using place = await openPlace(database)
    const treasury = treasuryOf(pair('Alice').address, [pair('Bob').address], 1)
    const node = await startSubtensor({ seal: 50, finalityLag: 4, endow: { [treasury.address]: tao(100) } })
    await killed({ url: node.url, checkpoint, place, threshold: 1 }, (ledger) =>
      owe(ledger, two({ kind: 'float' })),
    )
    await node.stop()
  })

  const points = ['signed', 'broadcast', 'in-block', 'final'] as const
  test.for(points)('by the App’s key alone, a pot’s proxy, once it is %s', async (checkpoint) => {
    await using place = await openPlace('postgresql')
    const treasury = treasuryOf(pair('Alice').address, [pair('Bob').address], 2)
    const node = await startSubtensor({ seal: 50, finalityLag: 4, endow: { [treasury.address]: tao(100) } })
    const payroll = numbered('payroll', 0)
    const chain = await connectChain({ endpoints: [node.url], logger: quiet })
    await letAppActFor({ chain, treasury }, [[payroll, 'Transfer']])
    const payments = [3, 4, 5].map((n) => ({ account: payee(n), amount: rao(tao(1)) }))
    const sheet = makeSheet({ payments, size: 9, previous: '', block: 1 }, sha256)
    await killed({ url: node.url, checkpoint, place, threshold: 2 }, async (ledger) => {
      await keepSheet(ledger.queries, 'test', sheet)
      const rows = sheet.parts.map((part) => payRows(sheet.digest, part))
      await owe(ledger, [
        ...rows.map((call) => ({ key: '0', call, pot: payroll, coldkey: '' })),
        ...two(payroll),
      ])
    })
    for (const n of [3, 4, 5]) expect(await balanceOf(chain, payee(n))).toBe(tao(1))
    await chain.close()
    await node.stop()
  })
})

const two = (pot: Pot) => [
  { key: 'a', call: transferTo(payee(1), tao(1)), pot },
  { key: 'b', call: transferTo(payee(2), tao(2)), pot },
]

interface Killing {
  readonly url: string
  readonly checkpoint: string
  readonly place: { readonly name: string; readonly database: 'pglite' | 'postgresql' }
  readonly threshold: number
}

/** Kills who pays what is owed, starts another, and sees that each was paid once: the last two are a and b. */
async function killed(
  { url, checkpoint, place, threshold }: Killing,
  oweAll: (ledger: Ledger) => Promise<void>,
): Promise<void> {
  const options = place.database === 'pglite' ? { directory: place.name } : { url: place.name }
  const before = await openLedger(options)
  await oweAll(before)
  const owed = await before.queries.$count(intents)
  await before.close()
  const args = [url, checkpoint, place.database, place.name, String(threshold)]
  const dying = spawn(process.execPath, [child, ...args], { stdio: 'inherit' })
  expect(await once(dying, 'exit')).toEqual([null, 'SIGKILL'])

  const ledger = await openLedger(options)
  const chain = await connectChain({ endpoints: [url], logger: quiet })
  const side = await startSide({ chain, ledger, threshold })
  await until('all are paid', async () => {
    const items = await ledger.queries.select().from(attemptItems)
    return items.length >= owed && items.filter(({ paid }) => paid).length === owed
  })
  const { number } = await chain.finalized()
  await until('more blocks', async () => (await chain.finalized()).number > number + 5)
  expect(await balanceOf(chain, payee(1))).toBe(tao(1))
  expect(await balanceOf(chain, payee(2))).toBe(tao(2))
  expect(await ledger.queries.select().from(attemptItems)).toHaveLength(owed)
  await side.stop()
  await chain.close()
  await ledger.close()
}

async function openPlace(database: 'pglite' | 'postgresql') {
  if (database === 'postgresql') {
    const { url, stop } = await startPostgres()
    return { name: url, database, [Symbol.asyncDispose]: stop }
  }
  const directory = await mkdtemp(join(tmpdir(), 'crash-'))
  const remove = () => rm(directory, { recursive: true })
  const name = join(directory, 'ledger')
  await makeBlankPglite(name)
  return { name, database, [Symbol.asyncDispose]: remove }
}
