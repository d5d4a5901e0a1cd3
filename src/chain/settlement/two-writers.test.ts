import { expect, test } from 'vitest'
import { startPostgres } from '../../../test/postgres.ts'
import {
  balanceOf,
  owe,
  payee,
  quiet,
  startChainWorld,
  startSide,
  transferTo,
  until,
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { openLedger } from '../../ledger/open.ts'
import { attemptItems } from '../../ledger/schema.ts'
import { connectChain } from '../client.ts'

test('two processes with the same key on one database pay each intent once', async () => {
  const postgres = await startPostgres()
  const world = await startChainWorld({ databaseUrl: postgres.url })
  const other = await openLedger({ url: postgres.url })
  const otherChain = await connectChain({ endpoints: [world.node.url], logger: quiet })
  await world.start()
  const side = await startSide({ chain: otherChain, ledger: other })
  for (let n = 0; n < 30; n++) {
    await owe(n % 2 ? other : world.ledger, [{ key: `pay-${n}`, call: transferTo(payee(n), tao(1)) }])
    if (n % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await until('all are paid', async () => {
    const items = await other.queries.select().from(attemptItems)
    return items.filter(({ paid }) => paid).length === 30
  })
  const { number } = await world.chain.finalized()
  await until('more blocks', async () => (await world.chain.finalized()).number > number + 5)
  const balances = await Promise.all(Array.from({ length: 30 }, (_, n) => balanceOf(world.chain, payee(n))))
  expect(new Set(balances)).toEqual(new Set([tao(1)]))
  await side.stop()
  await otherChain.close()
  await other.close()
  await world.stop()
  await postgres.stop()
})
