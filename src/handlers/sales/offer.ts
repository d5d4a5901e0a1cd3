import type { Chain } from '../../chain/client.ts'
import { minimumTransfer } from '../../chain/runtime-traits.ts'
import type { Queries } from '../../ledger/database.ts'
import { readSold } from '../../ledger/purchases.ts'
import { readLife } from '../../ledger/read-subnet.ts'
import { type Alpha, alpha, type Rao, rao } from '../../mechanisms/money.ts'
import { type Bought, besideOthers, NAMED } from '../../mechanisms/sales/table.ts'
import type { Phase } from '../../mechanisms/subnet/state.ts'
import { type Doubt, doubtOf, type NamedCounter } from './owner.ts'
import { type Counter, purchaseCall, readHoldings, sumOfHoldings } from './purchase.ts'

/** What somebody is told before they buy a share (rule S1), as things stand when they ask. */
export interface Offer extends Counter {
  /** The last block that changed a share; null before anything was bought. */
  readonly block: number | null
  readonly buyers: number
  /** All that was ever sent. */
  readonly sold: Alpha
  /** SS58 of who asks; null where their account has linked none. */
  readonly coldkey: string | null
  /** What that coldkey has sent. */
  readonly own: Alpha
  /** How much more they would send; null where they named nothing. */
  readonly more: Alpha | null
  /** The largest of the other buyers. */
  readonly others: readonly Bought[]
  /** Null where no coldkey is known, or no amount. */
  readonly ready: Ready | null
}

/** The purchase as the chain would take it now. */
export interface Ready {
  /** What the coldkey can send. */
  readonly held: Alpha
  /** SCALE bytes, hex; null where it has less than it would send. */
  readonly callHex: string | null
  /** What a transfer must be worth; null where the chain does not say. */
  readonly least: Rao | null
}

/** What the phase of a subnet is where nothing is sold. */
export interface NotSelling {
  readonly phase: Phase
}

/** What the chain says against sending any alpha to the wallet. */
export type Doubtful = Counter & Doubt

/** What a coldkey would sign to send so much; null where neither is known. The doubt where the chain knows the wallet otherwise. */
export type Prepare = (
  counter: NamedCounter,
  asked: Pick<Offer, 'coldkey' | 'more'>,
) => Promise<Ready | Doubt | null>

export async function readOffer(
  queries: Queries,
  prepare: Prepare,
  stream: string,
  asked: Pick<Offer, 'coldkey' | 'more'>,
): Promise<Offer | NotSelling | Doubtful> {
  const { coldkey, more } = asked
  const { phase, launch, idea } = await readLife(queries, stream)
  const wallet = idea?.pots?.treasury
  const netuid = launch?.netuid ?? null
  if (phase !== 'live' || netuid === null || !wallet) return { phase }
  const counter = { wallet, netuid }
  const ready = await prepare({ ...counter, registeredIn: launch?.registeredIn ?? null }, asked)
  if (ready && 'doubt' in ready) return { ...counter, ...ready }
  const { totals, block } = await readSold(queries, stream)
  const { sold, own, others } = besideOthers(totals, coldkey)
  return {
    ...counter,
    block,
    buyers: totals.length,
    sold,
    coldkey,
    own,
    more,
    others: others.slice(0, NAMED),
    ready,
  }
}

/** Where there is no chain to ask: nobody has any. */
export const prepareNothing: Prepare = async (_counter, { coldkey, more }) =>
  coldkey === null || more === null ? null : { held: alpha(0n), callHex: null, least: null }

/** Asks the chain, in the state of the finalized head. */
export const prepareOn =
  (chain: Pick<Chain, 'api' | 'request' | 'finalized'>): Prepare =>
  async (counter, { coldkey, more }) => {
    const head = await chain.finalized()
    const found = await doubtOf(chain, counter, head)
    if (found) return found
    if (coldkey === null || more === null) return null
    const holdings = await readHoldings(chain, coldkey, counter.netuid, head.hash)
    const least = minimumTransfer(chain.api())
    return {
      held: sumOfHoldings(holdings),
      callHex: purchaseCall(chain.api(), counter, holdings, more)?.method.toHex() ?? null,
      least: least === null ? null : rao(least),
    }
  }
