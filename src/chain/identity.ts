import { countRows } from '../ledger/database.ts'
import { beginSigning, keepIdentity, readIdentity } from '../ledger/identity.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { formatTao, type Rao, rao } from '../mechanisms/money.ts'
import type { Chain } from './client.ts'
import { finalNonceOf } from './nonce.ts'
import { patiently } from './patience.ts'
import { potsOf, type Treasury, tillOf } from './pots.ts'
import { readStorage } from './storage.ts'

/**
 * The ledger knows its chain and its treasury; a new one learns them here. Rejects for a node of another chain, for another
 * treasury, and for a new ledger whose treasury has money in its pots: they would be given out again, with the money in
 * them. `allowUsed` lets that happen.
 */
export async function recognise(
  chain: Chain,
  ledger: Ledger,
  treasury: Treasury,
  allowUsed: boolean,
): Promise<void> {
  const { queries } = ledger
  const known = await readIdentity(queries)
  if (known && known.genesisHash !== chain.genesisHash) {
    throw new Error(
      `The ledger is of the chain with the genesis block ${known.genesisHash}, but the node has ${chain.genesisHash}: SUBTENSOR_ENDPOINTS must name nodes of the same chain.`,
    )
  }
  if (known && known.treasury !== treasury.address) {
    throw new Error(
      `The ledger is of the treasury ${known.treasury}, not of ${treasury.address}: TREASURY must name the one that it was made with. See "A replaced guardian" in docs/operating.md.`,
    )
  }
  if (!known) {
    const isNew = (await countRows(queries, 'events')) === 0
    const used = isNew && !allowUsed ? await patiently(chain, () => firstUsed(chain, treasury)) : null
    if (used) throw new Error(whyRefused(treasury.address, used))
    await keepIdentity(queries, { genesisHash: chain.genesisHash, treasury: treasury.address })
  }
  const nonce = await patiently(chain, () => finalNonceOf(chain, treasury.signer))
  await beginSigning(queries, treasury.signer, nonce)
}

/** The till is looked at, and of so many subnets the pots. */
const LOOKED_AT = 16

interface UsedPot {
  /** SS58. */
  readonly account: string
  readonly free: Rao
}

async function firstUsed(chain: Chain, { address }: Treasury): Promise<UsedPot | null> {
  const ordinals = Array.from({ length: LOOKED_AT }, (_, ordinal) => ordinal)
  const own = ordinals.flatMap((ordinal) => {
    const { float: _, ordinal: __, ...accounts } = potsOf(address, ordinal)
    return Object.values(accounts)
  })
  const pots = [tillOf(address), ...own]
  const { hash } = await chain.finalized()
  const wanted = pots.map((pot) => ({ pallet: 'system', item: 'Account', keys: [pot] }))
  for (const [index, stored] of (await readStorage(chain, wanted, hash)).entries()) {
    const { free } = (stored as unknown as { data: { free: { toString(): string } } }).data
    if (BigInt(free.toString()) > 0n)
      return { account: pots[index] ?? '', free: rao(BigInt(free.toString())) }
  }
  return null
}

const whyRefused = (treasury: string, { account, free }: UsedPot): string =>
  `This ledger is new, but the treasury ${treasury} has been in use: its pot ${account} holds ${formatTao(free)}. New ideas would get the pots of old ones, with the money in them. Perhaps DATA_DIRECTORY or DATABASE_URL names another ledger than before, or a backup is to be restored first. If the money may go to whoever gets the pot next, start once with ALLOW_USED_TREASURY=true.`
