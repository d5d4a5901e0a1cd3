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
import { openLedger } from '../../ledger/open.ts'
import { attemptItems } from '../../ledger/schema.ts'
import { startSubtensor } from '../../local/subtensor/node.ts'
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
    const options = database === 'pglite' ? { directory: place.name } : { url: place.name }

    const before = await openLedger(options)
    await owe(before, [
      { key: 'a', call: transferTo(payee(1), tao(1)) },
      { key: 'b', call: transferTo(payee(2), tao(2)) },
    ])
    await before.close()
    const killed = spawn(process.execPath, [child, node.url, checkpoint, database, place.name], {
      stdio: 'inherit',
    })
    expect(await once(killed, 'exit')).toEqual([null, 'SIGKILL'])

    const ledger = await openLedger(options)
    const chain = await connectChain({ endpoints: [node.url], logger: quiet })
    const side = await startSide({ chain, ledger })
    await until('both are paid', async () => {
      const items = await ledger.queries.select().from(attemptItems)
      return items.length >= 2 && items.filter(({ paid }) => paid).length === 2
    })
    const { number } = await chain.finalized()
    await until('more blocks', async () => (await chain.finalized()).number > number + 5)
    expect(await balanceOf(chain, payee(1))).toBe(tao(1))
    expect(await balanceOf(chain, payee(2))).toBe(tao(2))
    expect(await ledger.queries.select().from(attemptItems)).toHaveLength(2)
    await side.stop()
    await chain.close()
    await ledger.close()
    await node.stop()
  })
})

async function openPlace(database: 'pglite' | 'postgresql') {
  if (database === 'postgresql') {
    const { url, stop } = await startPostgres()
    return { name: url, [Symbol.asyncDispose]: stop }
  }
  const directory = await mkdtemp(join(tmpdir(), 'crash-'))
  const remove = () => rm(directory, { recursive: true })
  const name = join(directory, 'ledger')
  await makeBlankPglite(name)
  return { name, [Symbol.asyncDispose]: remove }
}
