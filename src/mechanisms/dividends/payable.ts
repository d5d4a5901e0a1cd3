import { type Alpha, alpha, type Rao } from '../money.ts'
import { isUnlinked } from './heirs.ts'

/** What one payment of alpha costs and must be worth, at the block of the day. */
export interface PaymentTerms {
  /** The least that the chain moves. */
  readonly chainMinimum: Alpha
  /** What the chain takes for one payment. */
  readonly fee: Rao
  /** What 1e9 units of alpha are worth. */
  readonly price: Rao
}

/** The settings that say what is too small to be paid. */
export interface Smallest {
  readonly minimum: Alpha
  /** What a payment may cost of what it is worth. */
  readonly feeBasisPoints: number
}

/** Why an account is not paid today: the rules' own reasons. What the chain refused has the chain's. */
export type CarryReason =
  | 'not-linked'
  | 'below-chain-minimum'
  | 'below-minimum'
  | 'fee-too-high'
  | 'not-at-hand'

/** Why so much is not paid to this account, null where it is (rules D1 and I2). */
export function whyCarried(
  account: string,
  due: Alpha,
  { chainMinimum, fee, price }: PaymentTerms,
  { minimum, feeBasisPoints }: Smallest,
): CarryReason | null {
  if (isUnlinked(account)) return 'not-linked'
  if (due < chainMinimum) return 'below-chain-minimum'
  if (due < minimum) return 'below-minimum'
  // fee / (due × price / 1e9) is above the share; multiplied out, so that nothing is rounded.
  return fee * 10_000n * UNITS > due * price * BigInt(feeBasisPoints) ? 'fee-too-high' : null
}

/** The least that is paid today to an account that is linked; null where nothing is, however much. The same in one number: there may be a million rows. */
export function leastPaid(
  { chainMinimum, fee, price }: PaymentTerms,
  { minimum, feeBasisPoints }: Smallest,
): Alpha | null {
  const [costs, bears] = [fee * 10_000n * UNITS, price * BigInt(feeBasisPoints)]
  if (costs > 0n && bears === 0n) return null
  const worthIts = costs === 0n ? 0n : (costs + bears - 1n) / bears
  return [chainMinimum, minimum, alpha(worthIts)].reduce((most, one) => (one > most ? one : most))
}

const UNITS = 1_000_000_000n
