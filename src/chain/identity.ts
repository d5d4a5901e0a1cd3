import { countRows } from '../ledger/database.ts'
import { beginSigning, keepIdentity, readIdentity } from '../ledger/identity.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { formatTao, rao } from '../mechanisms/money.ts'
import type { Chain } from './client.ts'
import { potsOf, type Treasury } from './pots.ts'
import { callRuntime } from './runtime-api.ts'
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
    if (!allowUsed && (await countRows(queries, 'events')) === 0) await refuseUsed(chain, treasury)
    await keepIdentity(queries, { genesisHash: chain.genesisHash, treasury: treasury.address })
  }
  await beginSigning(queries, treasury.signer, await nonceOf(chain, treasury.signer))
}

/** The next nonce of an account by the finalized state. */
export async function nonceOf(
  chain: Pick<Chain, 'api' | 'request' | 'finalized'>,
  account: string,
): Promise<number> {
  const { hash } = await chain.finalized()
  const nonce = await callRuntime(chain, 'AccountNonceApi', 'account_nonce', [account], hash)
  return Number(nonce.toString())
}

/** Of so many subnets the pots are looked at. */
const LOOKED_AT = 16

async function refuseUsed(chain: Chain, treasury: Treasury): Promise<void> {
  const { address } = treasury
  const ordinals = Array.from({ length: LOOKED_AT }, (_, ordinal) => ordinal)
  const pots = ordinals.flatMap((ordinal) => {
    const { float: _, ordinal: __, ...accounts } = potsOf(address, ordinal)
    return Object.values(accounts)
  })
  const { hash } = await chain.finalized()
  const accounts = await readStorage(
    chain,
    pots.map((pot) => ({ pallet: 'system', item: 'Account', keys: [pot] })),
    hash,
  )
  for (const [index, account] of accounts.entries()) {
    const free = rao(BigInt((account as unknown as { data: { free: bigint } }).data.free.toString()))
    if (free > 0n) throw new Error(used(address, pots[index] ?? '', formatTao(free)))
  }
}

const used = (treasury: string, pot: string, amount: string): string =>
  `This ledger is new, but the treasury ${treasury} has been in use: its pot ${pot} holds ${amount}. New ideas would get the pots of old ones, with the money in them. Perhaps DATA_DIRECTORY or DATABASE_URL names another ledger than before, or a backup is to be restored first. If the money may go to whoever gets the pot next, start once with ALLOW_USED_TREASURY=true.`
