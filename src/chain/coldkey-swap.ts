import type { Queries } from '../ledger/database.ts'
import { successorOf, swappedAmong } from '../ledger/lineage.ts'
import type { Chain } from './client.ts'
import type { Treasury } from './pots.ts'
import { hasStorage, readStorage } from './storage.ts'

const ANNOUNCED = { pallet: 'subtensorModule', item: 'ColdkeySwapAnnouncements' }
const DISPUTED = { pallet: 'subtensorModule', item: 'ColdkeySwapDisputes' }

/** Why nothing may be paid since a swap of the treasury, or of who acts for it, was carried out; null where none was. */
export async function whySwapped(
  queries: Queries,
  { address, multisig, signer }: Pick<Treasury, 'address' | 'multisig' | 'signer'>,
): Promise<string | null> {
  for (const account of await swappedAmong(queries, [address, multisig, signer])) {
    const heir = await successorOf(queries, account)
    if (heir !== account)
      return `The chain has swapped the coldkey ${account}: all that it had belongs to ${heir}. Nothing is paid. See “A swap that is announced” in docs/operating.md.`
  }
  return null
}

/**
 * Which of the accounts that act for the treasury the chain has frozen, by the finalized state; null where none is. After a
 * coldkey swap was announced, the account can do nothing else for days. Then all that it has belongs to another account.
 */
export async function whyFrozen(
  chain: Pick<Chain, 'api' | 'request' | 'finalized'>,
  { address, multisig, signer }: Pick<Treasury, 'address' | 'multisig' | 'signer'>,
): Promise<string | null> {
  if (!hasStorage(chain.api(), ANNOUNCED.pallet, ANNOUNCED.item)) return null
  const accounts = [...new Set([address, multisig, signer])]
  const { hash } = await chain.finalized()
  const amongThem = async (item: typeof ANNOUNCED) => {
    const found = await readStorage(
      chain,
      accounts.map((account) => ({ ...item, keys: [account] })),
      hash,
    )
    return accounts.filter((_, index) => found[index] !== null)
  }
  const frozen = await amongThem(ANNOUNCED)
  if (frozen.length === 0) return null
  const disputed = hasStorage(chain.api(), DISPUTED.pallet, DISPUTED.item) ? await amongThem(DISPUTED) : []
  return disputed.length > 0
    ? `The coldkey swap of ${disputed.join(' and ')} is disputed: the chain lets it do nothing until root decides. Nothing is paid. See “A swap that is announced” in docs/operating.md.`
    : `A coldkey swap is announced for ${frozen.join(' and ')}: the chain lets it do nothing else, and what it has goes to another account. Nothing is paid. See “A swap that is announced” in docs/operating.md.`
}
