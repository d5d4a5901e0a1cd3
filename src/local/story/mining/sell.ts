import { purchaseCall, readHoldings } from '../../../handlers/sales/purchase.ts'
import { readSold } from '../../../ledger/purchases.ts'
import { RAO_PER_TAO } from '../../../mechanisms/money.ts'
import { shareTable, WHOLE } from '../../../mechanisms/sales/table.ts'
import { subnetStream } from '../../../mechanisms/subnet/state.ts'
import { capital, issueOf, type Stage, sendAs, until } from '../stage.ts'
import { homeOf, untilIt } from './home.ts'
import { netuidOf } from './launch.ts'

/** Who sends how much of what they mined, in thousandths of an alpha: rule S1 in its own proportions. */
const BUYERS = [
  ['rita', 800],
  ['rosa', 200],
  ['rex', 1_000],
] as const

/** What each has in the end, in per cent and in that order. */
export const SHARES = '40 10 50'

/** Three buy shares of what the live subnet makes, with alpha that they have mined. */
export async function sell(stage: Stage): Promise<void> {
  const { storefront } = await untilIt(
    stage,
    'kernels',
    'its output is for sale',
    (state) => state.storefront !== null,
  )
  const home = await homeOf(stage, 'kernels')
  stage.say(
    `Tributary opens issue #${storefront?.issue} in its repository: the output is for sale`,
    home.pageOf(storefront?.issue ?? 0),
  )
  await Promise.all(BUYERS.map(([name, amount]) => buy(stage, name, (BigInt(amount) * RAO_PER_TAO) / 1_000n)))
  await until(
    stage,
    issueOf(stage, 'kernels'),
    'the shares are counted',
    async () => (await sharesOf(stage)) === SHARES,
  )
  const [rita, rosa, rex] = SHARES.split(' ')
  stage.say(
    `Three buy shares of it for alpha: ${rita} % are ${capital('rita')}’s, ${rosa} % ${capital('rosa')}’s and ${rex} % ${capital('rex')}’s`,
    `${stage.world.app.url}/api/ideas/${issueOf(stage, 'kernels')}/shares`,
  )
}

async function buy(stage: Stage, name: string, amount: bigint): Promise<void> {
  const { api, request, addressOf } = stage.world.wallets
  const netuid = await netuidOf(stage, 'kernels')
  const { idea } = await untilIt(
    stage,
    'kernels',
    'it has a wallet',
    ({ idea: opened }) => opened?.pots != null,
  )
  const wallet = idea?.pots?.treasury ?? ''
  const at = (await api.rpc.chain.getFinalizedHead()).toHex()
  const holdings = await readHoldings({ api: () => api, request }, addressOf(name), netuid, at)
  const call = purchaseCall(api, { wallet, netuid }, holdings, amount)
  // The registration as a miner was the first that they sent.
  await sendAs(stage, name, 2, () => call ?? undefined)
}

/** What each buyer has, in whole per cent, in the order of the list. */
export async function sharesOf({ world, issues }: Pick<Stage, 'world' | 'issues'>): Promise<string> {
  const stream = subnetStream(world.github.market.id, issueOf({ issues }, 'kernels'))
  const { totals } = await readSold(world.app.ledger.queries, stream)
  const shares = new Map(shareTable(totals).map(({ coldkey, parts }) => [coldkey, (parts * 100n) / WHOLE]))
  return BUYERS.map(([name]) => shares.get(world.wallets.addressOf(name)) ?? 0n).join(' ')
}
