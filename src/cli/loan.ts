import { encodeAddress } from '@polkadot/util-crypto'
import { SS58_PREFIX } from '../chain/pots.ts'
import type { Wallet } from '../chain/wallet.ts'
import { refuseStranger, type ToldCustody } from './custody.ts'
import { oneLine } from './output.ts'

/**
 * Looks before anything is signed: the chain would take its fee for the refusal. What it does not know it refuses itself. Says for whom
 * the loan raises and who opened it; null where there is no such loan.
 */
export async function refuseFinalized(api: Wallet['api'], loan: number): Promise<Raising | null> {
  const found = (await api.query.crowdloan?.crowdloans?.(loan))?.toJSON() as
    | {
        readonly finalized?: boolean
        readonly creator?: string
        readonly targetAddress?: string | null
      }
    | null
    | undefined
  if (found?.finalized)
    throw new Error(`Crowdloan ${loan} is finalized: nothing goes in or out any more. Nothing was signed.`)
  if (!found) return null
  return { target: addressOf(found.targetAddress), creator: addressOf(found.creator) }
}

const addressOf = (account: string | null | undefined): string =>
  account ? encodeAddress(account, SS58_PREFIX) : 'nobody'

/** SS58 each. */
interface Raising {
  readonly target: string
  readonly creator: string
}

/** The node's word against the explorer's, which could name any loan. Throws where they differ, and where a stranger raises. */
export function raisingFor(
  loan: number,
  { target, creator }: Raising,
  treasury: string | null,
  custody: Pick<ToldCustody, 'address'>,
): string {
  if (target === treasury) {
    refuseStranger(target, custody)
    if (creator === custody.address) return `Crowdloan ${loan} raises for ${target}.`
    throw new Error(
      `By the node, ${creator} opened crowdloan ${loan}, and not the treasury ${oneLine(custody.address)}. Nothing was signed.`,
    )
  }
  const named = oneLine(treasury ?? 'nobody')
  throw new Error(
    `By the node, crowdloan ${loan} raises for ${target}, not for ${named}, the idea’s treasury by the explorer. Nothing was signed.`,
  )
}
