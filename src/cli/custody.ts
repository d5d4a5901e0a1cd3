import { isAddress } from '@polkadot/util-crypto'
import { askDelegates, isActing } from '../chain/delegates.ts'
import { isDerivedFrom, multisigAddress, tillOf } from '../chain/pots.ts'
import type { Wallet } from '../chain/wallet.ts'
import { oneLine } from './output.ts'

/** Who moves the App's money, as an explorer says: SS58. */
export interface ToldCustody {
  readonly address: string
  readonly multisig: string
  readonly signatories: readonly string[]
  readonly threshold: number
}

/** What the explorer says of the App's treasury. Nothing of it is believed yet. */
export async function readCustody(explorer: string): Promise<ToldCustody> {
  const answer = await fetch(`${explorer.replace(/\/+$/, '')}/api/approvals`).catch(() => null)
  const body: unknown = await answer?.json().catch(() => null)
  const { treasury } = (body ?? {}) as { treasury?: ToldCustody | null }
  if (!isCustody(treasury))
    throw new Error(
      `The explorer at ${explorer} does not say who keeps the money: name another with --explorer.`,
    )
  return treasury
}

function isCustody(said: ToldCustody | null | undefined): said is ToldCustody {
  if (!said) return false
  const { address, multisig, signatories, threshold } = said
  return (
    [address, multisig].every((one) => typeof one === 'string') &&
    Array.isArray(signatories) &&
    signatories.every((one) => typeof one === 'string') &&
    Number.isInteger(threshold)
  )
}

/**
 * The explorer's word against what can be reckoned here and what the node says. Throws unless these signatories together, and nobody by
 * an own key, move the treasury, and unless it is the one that the person names.
 */
export async function refuseImpostor(
  { api }: Pick<Wallet, 'api'>,
  custody: ToldCustody,
  named: string | undefined,
): Promise<void> {
  const { address, multisig } = custody
  if (named !== undefined && named !== address)
    throw unsigned(`The explorer names the treasury ${oneLine(address)}, and you name ${named}.`)
  if (multisigOf(custody) !== multisig)
    throw unsigned(`${oneLine(multisig)} is not the account of the signatories that the explorer names.`)
  const delegates = address === multisig || !isAddress(address) ? [] : await askDelegates(api, address)
  if (address !== multisig && !delegates.some((one) => isActing(one, multisig)))
    throw unsigned(
      `By the node, the signatories that the explorer names do not act for the treasury ${oneLine(address)}.`,
    )
}

/**
 * What the person has to check, where nobody but the explorer names the treasury: an impostor's own explorer, treasury and signatories agree with
 * each other.
 */
export const unvouched = ({ address }: Pick<ToldCustody, 'address'>, named: string | undefined): string[] =>
  named === undefined
    ? [
        `Only this explorer says that ${oneLine(address)} is the treasury: an impostor’s would say so too. Compare it with the one in the command of the thread, or with what the operator of the App publishes, and name that with --treasury.`,
      ]
    : []

function multisigOf({ signatories, threshold }: ToldCustody): string | null {
  try {
    return multisigAddress(signatories, threshold)
  } catch {
    return null
  }
}

/** Throws where an account is none of the treasury's own: what it takes, nobody could give back by the rules. */
export function refuseStranger(account: string, { address }: Pick<ToldCustody, 'address'>): void {
  if (isAddress(account) && (account === tillOf(address) || isDerivedFrom(address, account))) return
  throw unsigned(`${oneLine(account)} is no account of the treasury ${oneLine(address)}.`)
}

const unsigned = (why: string): Error => new Error(`${why} Nothing was signed.`)
