import { encodeAddress } from '@polkadot/util-crypto'
import { loadKey } from '../../chain/keystore.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
import { openWallet, type Wallet } from '../../chain/wallet.ts'
import { parseAlpha } from '../../handlers/kit/parse/amount.ts'
import { doubtOf } from '../../handlers/sales/owner.ts'
import { purchaseCall, readHoldings, sumOf } from '../../handlers/sales/purchase.ts'
import { formatAlpha, formatTao } from '../../mechanisms/money.ts'
import { confirmOnTerminal } from '../confirm.ts'
import { UsageError } from '../exit-codes.ts'
import { say } from '../output.ts'
import { type Market, quoteLines, readMarket, refusal } from './market.ts'

interface Options {
  readonly amountAlpha: string
  readonly explorer: string
  readonly node: string
  readonly dryRun?: true
  readonly yes?: true
}

/** Shows the quote, asks, and sends. */
export async function buy(netuid: string, options: Options): Promise<void> {
  const amount = parseAlpha(options.amountAlpha)
  if (!amount.ok) throw new UsageError(amount.reason)
  if (amount.value === 0n) throw new UsageError('Nothing to buy: name more than 0 alpha.')
  const market = await readMarket(options.explorer, netuid)
  const pair = await loadKey(process.env)
  const coldkey = encodeAddress(pair.address, SS58_PREFIX)
  const wallet = await openWallet(options.node)
  try {
    await refuseStrangers(wallet, market)
    for (const line of quoteLines(market, coldkey, amount.value)) say(line)
    const call = await prepare(wallet, market, coldkey, amount.value)
    say(`The call: ${call.method.toHex()}`)
    if (options.dryRun) return say('Nothing was signed.')
    if (!options.yes && !(await confirmOnTerminal(`Send ${formatAlpha(amount.value)}?`)))
      throw new Error('Nothing was signed. Type yes, or add --yes where nobody can be asked.')
    say(`Signed by ${coldkey}; waiting until it is final…`)
    const { hash, fee } = await wallet.send(pair, call)
    say(`Final: extrinsic ${hash}, network fee ${formatTao(fee)}.`)
    say('The App counts it as soon as it has read that block.')
  } finally {
    await wallet.close()
  }
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
  const held = sumOf(holdings)
  throw new Error(
    held === 0n
      ? `${coldkey} has no alpha of subnet ${market.netuid}: stake on it first, or use the key that has some.`
      : `${coldkey} can send ${formatAlpha(held)} of subnet ${market.netuid} in one call: name at most that, or stake more first.`,
  )
}
