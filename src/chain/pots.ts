import { u8aEq } from '@polkadot/util'
import {
  createKeyDerived,
  createKeyMulti,
  decodeAddress,
  encodeAddress,
  sortAddresses,
} from '@polkadot/util-crypto'
import { derivativeIndex, numbered, type Pot, type Pots } from '../mechanisms/pots.ts'

/** The prefix of Bittensor's addresses, which is Substrate's generic one. */
export const SS58_PREFIX = 42

/** The account that has the treasury's money, and who may approve what it does. */
export interface Treasury {
  /** SS58. Its derivatives are the pots; as a pot of its own it is the float. */
  readonly address: string
  /** SS58 of the multisig account that acts for it: the same account, or its proxy, which can be replaced. */
  readonly multisig: string
  /** SS58 of the App's key. */
  readonly signer: string
  /** The other signatories, in the order that the chain wants: by public key. */
  readonly guardians: readonly string[]
  readonly threshold: number
}

/**
 * The treasury at `address`, or that of the multisig account itself. Throws where the signatories cannot make a multisig
 * account: too few, doubled, or a threshold out of reach.
 */
export function treasuryOf(
  signer: string,
  guardians: readonly string[],
  threshold: number,
  address?: string | null,
): Treasury {
  const own = encodeAddress(signer, SS58_PREFIX)
  const others = sortAddresses([...guardians], SS58_PREFIX)
  const signatories = [own, ...others]
  if (others.length === 0) throw new Error('The treasury needs at least one guardian beside its own key.')
  if (new Set(signatories).size < signatories.length) {
    throw new Error("A guardian is named twice, or is the treasury's own key.")
  }
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > signatories.length) {
    throw new Error(`The threshold must be between 1 and ${signatories.length}, not ${threshold}.`)
  }
  const multisig = multisigAddress(signatories, threshold)
  return { address: address ?? multisig, multisig, signer: own, guardians: others, threshold }
}

/** Everybody who may approve, in the order that the chain wants: by public key. */
export const signatoriesOf = ({ signer, guardians }: Pick<Treasury, 'signer' | 'guardians'>): string[] =>
  sortAddresses([signer, ...guardians], SS58_PREFIX)

/** blake2-256("modlpy/utilisuba", sorted accounts, threshold u16), as pallet-multisig derives it. SS58. */
export function multisigAddress(signatories: readonly string[], threshold: number): string {
  return encodeAddress(createKeyMulti([...signatories], threshold), SS58_PREFIX)
}

/** blake2-256("modlpy/utilisuba", account, index u16), as pallet-utility derives it. SS58. */
export function derivativeAddress(account: string, index: number): string {
  return encodeAddress(createKeyDerived(account, index), SS58_PREFIX)
}

/** An index has 16 bits. */
const INDICES = 65_536

/** Whether an account is any of another's derivatives, SS58 each. Takes about half a second where it is none. */
export function isDerivedFrom(account: string, derivative: string): boolean {
  const [own, sought] = [decodeAddress(account), decodeAddress(derivative)]
  for (let index = 0; index < INDICES; index++) if (u8aEq(createKeyDerived(own, index), sought)) return true
  return false
}

export function potAddress(treasury: string, pot: Pot): string {
  const index = derivativeIndex(pot)
  return index === null ? treasury : derivativeAddress(treasury, index)
}

/** The accounts of the subnet that is the `ordinal`-th of all, counted from 0. */
export function potsOf(treasury: string, ordinal: number): Pots {
  return {
    ordinal,
    float: treasury,
    escrow: potAddress(treasury, numbered('escrow', ordinal)),
    treasury: potAddress(treasury, numbered('treasury', ordinal)),
    payroll: potAddress(treasury, numbered('payroll', ordinal)),
    hotkey: potAddress(treasury, numbered('hotkey', ordinal)),
  }
}

/** SS58 of the account that the deposits of all ideas are paid into. */
export const tillOf = (treasury: string): string => potAddress(treasury, { kind: 'till' })
