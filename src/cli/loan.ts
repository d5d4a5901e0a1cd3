import { encodeAddress } from '@polkadot/util-crypto'
import { SS58_PREFIX } from '../chain/pots.ts'
import type { Wallet } from '../chain/wallet.ts'
import { oneLine } from './output.ts'

/**
 * Looks before anything is signed: the chain would take its fee for the refusal. What it does not know it refuses itself. Says for whom
 * the loan raises, SS58; null where there is no such loan.
 */
export async function refuseFinalized(api: Wallet['api'], loan: number): Promise<string | null> {
  const found = (await api.query.crowdloan?.crowdloans?.(loan))?.toJSON() as
    | { readonly finalized?: boolean; readonly targetAddress?: string | null }
    | null
    | undefined
  if (found?.finalized)
    throw new Error(`Crowdloan ${loan} is finalized: nothing goes in or out any more. Nothing was signed.`)
  if (!found) return null
  return found.targetAddress ? encodeAddress(found.targetAddress, SS58_PREFIX) : 'nobody'
}

/** The node's word against the explorer's, which could name any loan. Throws where they differ. */
export function raisingFor(loan: number, target: string, treasury: string | null): string {
  if (target === treasury) return `Crowdloan ${loan} raises for ${target}.`
  const named = oneLine(treasury ?? 'nobody')
  throw new Error(
    `By the node, crowdloan ${loan} raises for ${target}, not for ${named}, the idea’s treasury by the explorer. Nothing was signed.`,
  )
}
