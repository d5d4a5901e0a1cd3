import type { Call } from '@polkadot/types/interfaces'
import { encodeAddress } from '@polkadot/util-crypto'
import { itemOf } from '../../chain/calls.ts'
import type { Chain } from '../../chain/client.ts'
import { potAddress, SS58_PREFIX } from '../../chain/pots.ts'
import type { Block } from '../../chain/watcher/block.ts'
import { type Carried, carriedBy, eventsDuring, proxiedCall } from '../../chain/watcher/carried.ts'
import { readItems } from '../../chain/watcher/read-items.ts'
import { calls } from '../../handlers/calls.ts'
import { knowsAttempt } from '../../ledger/attempts.ts'
import type { Queries } from '../../ledger/database.ts'
import { type KeptIntent, readSettledIn } from '../../ledger/intents.ts'
import { treasuryPaying } from '../../ledger/read-subnet.ts'
import { type Intent, isBulkCall, type Outcome } from '../../mechanisms/intent.ts'

/** An intent that the ledger says is owed, and the extrinsic that is said to have paid it. */
export interface PaymentClaim {
  readonly intent: Intent
  readonly stream: string
  /** SS58; empty where nobody is paid. */
  readonly coldkey: string
  readonly block: Block
  readonly index: number
}

/**
 * The outcome of an intent in an extrinsic that this ledger does not know: it was signed by a later copy of it. The treasury must have
 * called, from the intent's pot, the very call that pays it, and that call must have succeeded. Throws, in words, where the block does
 * not prove it.
 */
export async function provenOutcome(queries: Queries, chain: Chain, claim: PaymentClaim): Promise<Outcome> {
  const { intent, stream, block, index } = claim
  const where = `Extrinsic ${block.number}-${index}`
  if (isBulkCall(intent.call)) {
    throw new Error(`${intent.key} pays rows of a sheet: what became of them cannot be proved by hand.`)
  }
  if (await knowsAttempt(queries, block.extrinsics[index] ?? '')) {
    throw new Error(`${where} is on the ledger: what became of its payments is read from the chain.`)
  }
  const treasury = await treasuryPaying(queries, stream)
  const carried = await readCarried(chain, block, index)
  const pot = treasury === null ? '' : potAddress(treasury, intent.pot)
  const isProxied = carried?.items.some((item) => proxiedCall(item, pot) !== null) ?? false
  if (!carried || (carried.account !== treasury && !isProxied)) {
    throw new Error(`${where} is no payment of the treasury ${treasury}.`)
  }
  const places = matching(chain, carried.items, claim, isProxied ? pot : null)
  if (places.length === 0) throw new Error(`${where} holds no call that pays ${intent.key}.`)
  const ran = eventsDuring(block, index, carried)
  if (!ran) throw new Error(`${where} did not carry its call out: more approvals were needed.`)
  const outcomes = readItems(ran.events, { pots: carried.items.map(() => pot), leading: 0 }, ran.error)
  if (!outcomes) throw new Error(`What became of the payments in ${where} cannot be read.`)
  const paid = places.map((place) => outcomes[place]).filter((outcome) => typeof outcome === 'object')
  // The same call may be there for several intents: each pays one.
  const claimed = await claimedIn(queries, chain, claim)
  const [free] = paid.filter(({ ok }) => ok).slice(claimed)
  if (free) return free
  const failed = paid.find(({ ok }) => !ok)
  if (failed && !failed.ok) throw new Error(`${where} did not pay ${intent.key}: ${failed.error}.`)
  throw new Error(`What ${where} paid is settled already, and ${intent.key} was not among it.`)
}

async function readCarried(chain: Chain, block: Block, index: number): Promise<Carried | null> {
  const { block: body } = await chain.request<{ block: { extrinsics: readonly `0x${string}`[] } }>(
    'chain_getBlock',
    [block.hash],
  )
  const registry = await chain.registryAfter(block.parentHash)
  const bytes = body.extrinsics[index]
  if (bytes === undefined) return null
  const extrinsic = registry.createType('Extrinsic', bytes)
  if (!extrinsic.isSigned) return null
  return carriedBy(extrinsic.method as Call, encodeAddress(extrinsic.signer.toU8a().slice(-32), SS58_PREFIX))
}

/**
 * The places of the items that are this intent's call, word for word. `proxied` is its pot, where the App's key called as the pot's
 * proxy, and not the treasury's account.
 */
function matching(
  chain: Chain,
  items: readonly Call[],
  { intent, coldkey }: Paying,
  proxied: string | null,
): number[] {
  return items.flatMap((item, place) => {
    const own = proxied === null ? item : proxiedCall(item, proxied)
    if (!own) return []
    const whole = made(chain, intent, coldkey, own)
    const expected = proxied === null ? whole : (whole.args[1] as Call)
    return wordsOf(own) === wordsOf(expected) ? [place] : []
  })
}

type Paying = Pick<PaymentClaim, 'intent' | 'coldkey'>

/** Made as it would be signed now. When a crowdloan ends was reckoned then, and is taken from what was signed. */
function made(chain: Chain, intent: Intent, coldkey: string, item: Call): Call {
  const end = endIn(item)
  const when = { head: 0, slotDuration: chain.slotDuration, era: 0, ...(end !== null && { end }) }
  return itemOf(chain.api(), calls, { intent, coldkey }, when).method as unknown as Call
}

function endIn(item: Call): number | null {
  if (item.section === 'utility' && item.method === 'asDerivative') return endIn(item.args[1] as Call)
  if (item.section !== 'crowdloan' || item.method !== 'create') return null
  const place = item.meta.args.findIndex(({ name }) => name.toString() === 'end')
  return Number(item.args[place]?.toString())
}

/** Another runtime may have numbered it otherwise: what a call is called and is given is compared, not its bytes. */
const wordsOf = (call: Call): string => JSON.stringify(call.toHuman())

/** How many intents of the same call were settled by this extrinsic. */
async function claimedIn(
  queries: Queries,
  chain: Chain,
  { intent, coldkey, block, index }: PaymentClaim,
): Promise<number> {
  const settled = await readSettledIn(queries, { block: block.number, index })
  const own = callWords(chain, { intent, coldkey })
  return settled.filter(
    (one: KeptIntent) => callWords(chain, { intent: one.intent, coldkey: one.coldkey ?? '' }) === own,
  ).length
}

const callWords = (chain: Chain, { intent, coldkey }: Paying): string => {
  const when = { head: 0, slotDuration: chain.slotDuration, era: 0, end: 0 }
  return wordsOf(itemOf(chain.api(), calls, { intent, coldkey }, when).method as unknown as Call)
}
