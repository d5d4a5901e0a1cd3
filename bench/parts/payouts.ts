import { count, eq } from 'drizzle-orm'
import { openWallet } from '../../src/chain/wallet.ts'
import { attemptItems, attempts } from '../../src/ledger/schema.ts'
import { startSubtensor } from '../../src/local/subtensor/node.ts'
import { owe, pair, payee, startChainWorld, transferTo, until } from '../../test/support/chain-world.ts'
import { tao } from '../../test/support/commands.ts'
import type { Part } from '../row.ts'

const PAYOUTS = 1_000
const AMOUNT = tao(0.1)

/** How many blocks it takes to settle a thousand payouts: settlement's batches, against one extrinsic at a time. */
export const payouts: Part = {
  name: 'Blocks that settle 1,000 payouts',
  run: async () => {
    const single = await oneAtATime()
    const batched = await inBatches()
    const ratio = single / batched
    return [
      { subject: 'one extrinsic a payout, each after the one before', figure: `${single} blocks` },
      {
        subject: 'settlement',
        figure: `${batched} blocks`,
        ratio: `${ratio.toFixed(0)} times fewer`,
        wanted: { text: 'at least 200 times fewer', met: ratio >= 200 },
      },
    ]
  },
}

/** Blocks with an extrinsic of the treasury's; all of it paid and final. */
async function inBatches(): Promise<number> {
  const world = await startChainWorld({ seal: 250 })
  try {
    const { queries } = world.ledger
    await owe(
      world.ledger,
      Array.from({ length: PAYOUTS }, (_, n) => ({ key: `payout:${n}`, call: transferTo(payee(n), AMOUNT) })),
    )
    await world.start()
    const paid = async () => {
      const [row] = await queries.select({ n: count() }).from(attemptItems).where(eq(attemptItems.paid, true))
      return row?.n === PAYOUTS
    }
    await until('every payout is final', paid, 120_000)
    return (await queries.select().from(attempts).where(eq(attempts.status, 'final'))).length
  } finally {
    await world.stop()
  }
}

/** A block as soon as an extrinsic comes, final at once, so that the plain way is not held up by waiting. */
async function oneAtATime(): Promise<number> {
  const node = await startSubtensor({ seal: 'instant', finalityLag: 0 })
  const wallet = await openWallet(node.url)
  try {
    const before = await height(wallet)
    for (let n = 0; n < PAYOUTS; n++) {
      await wallet.send(pair('Alice'), wallet.api.tx.balances?.transferKeepAlive?.(payee(n), AMOUNT))
    }
    return (await height(wallet)) - before
  } finally {
    await wallet.close()
    await node.stop()
  }
}

async function height({ api }: Awaited<ReturnType<typeof openWallet>>): Promise<number> {
  return (await api.rpc.chain.getHeader()).number.toNumber()
}
