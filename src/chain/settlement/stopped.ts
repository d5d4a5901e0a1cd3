import type { Queries } from '../../ledger/database.ts'
import { largestNonce } from '../../ledger/identity.ts'
import type { Chain } from '../client.ts'
import { whyNotActing } from '../delegates.ts'
import { finalNonceOf } from '../nonce.ts'
import type { Treasury } from '../pots.ts'
import { whyUnsignable } from '../signable.ts'

export interface ChainSigner {
  readonly chain: Chain
  readonly treasury: Treasury
  /** The operator lets nothing be signed. */
  readonly paused?: boolean | undefined
}

/** Why nothing may be signed for the treasury at all, null where it may. `frozen`: what was found of an announced swap. */
export async function whyStopped(
  signer: ChainSigner,
  queries: Queries,
  frozen: string | null,
): Promise<string | null> {
  if (signer.paused) return 'The operator has paused all signing (PAUSED, or CAP_PER_DAY of 0).'
  const unsignable = whyUnsignable(signer.chain.api())
  if (unsignable !== null) return unsignable
  if (frozen !== null) return frozen
  return (await whyAhead(signer, queries)) ?? (await whyNotActing(signer.chain, signer.treasury))
}

/** A key that has signed more than this ledger knows of: what it paid may still be owed here, and would be paid twice. */
async function whyAhead(
  { chain, treasury: { signer } }: ChainSigner,
  queries: Queries,
): Promise<string | null> {
  const largest = await largestNonce(queries, signer)
  const nonce = await finalNonceOf(chain, signer)
  if (largest === null || nonce <= largest) return null
  return `The App’s key ${signer} has signed what this ledger does not know of: its nonce is ${nonce}, not ${largest}. See “A key that is ahead” in docs/operating.md.`
}
