import type { Wallet } from '../../chain/wallet.ts'
import { parseAlpha } from '../../handlers/kit/parse/amount.ts'
import { doubtOf } from '../../handlers/sales/owner.ts'
import { purchaseCall, readHoldings, sumOfHoldings } from '../../handlers/sales/purchase.ts'
import { formatAlpha } from '../../mechanisms/money.ts'
import { UsageError } from '../exit-codes.ts'
import { type SpendOptions, spend } from '../wallet/spend.ts'
import { type Market, quoteLines, readMarket, refusal } from './market.ts'

interface Options extends SpendOptions {
  readonly amountAlpha: string
  readonly explorer: string
}

/** Shows the quote, asks, and sends. */
export async function buy(netuid: string, options: Options): Promise<void> {
  const amount = parseAlpha(options.amountAlpha)
  if (!amount.ok) throw new UsageError(amount.reason)
  if (amount.value === 0n) throw new UsageError('Nothing to buy: name more than 0 alpha.')
  const market = await readMarket(options.explorer, netuid)
  await spend(options, async (wallet, coldkey) => {
    await refuseStrangers(wallet, market)
    return {
      does: quoteLines(market, coldkey, amount.value),
      question: `Send ${formatAlpha(amount.value)}?`,
      call: await prepare(wallet, market, coldkey, amount.value),
      afterwards: 'The App counts it as soon as it has read that block.',
    }
  })
}

/** The explorer only names a wallet: the node must say that it owns this very subnet. */
async function refuseStrangers({ api, request }: Wallet, market: Market): Promise<void> {
  const hash = (await api.rpc.chain.getFinalizedHead()).toHex()
  const number = (await api.rpc.chain.getHeader(hash)).number.toNumber()
  const found = await doubtOf({ api: () => api, request }, market, { number, hash })
  if (found) throw new Error(refusal(market, found))
}

/** Looks before anything is signed: the chain would take its fee for the refusal. */
async function prepare({ api, request }: Wallet, market: Market, coldkey: string, amount: bigint) {
  const at = (await api.rpc.chain.getFinalizedHead()).toHex()
  const holdings = await readHoldings({ api: () => api, request }, coldkey, market.netuid, at)
  const call = purchaseCall(api, market, holdings, amount)
  if (call) return call
  const held = sumOfHoldings(holdings)
  throw new Error(
    held === 0n
      ? `${coldkey} has no alpha of subnet ${market.netuid}: stake on it first, or use the key that has some.`
      : `${coldkey} can send ${formatAlpha(held)} of subnet ${market.netuid} in one call: name at most that, or stake more first.`,
  )
}
