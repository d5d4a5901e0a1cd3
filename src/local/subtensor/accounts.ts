import { Keyring } from '@polkadot/keyring'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { AccountId } from './runtime/pallet.ts'

/** Accounts that everybody knows the keys of: endowed here, worth nothing elsewhere. */
export const developmentNames = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'] as const

/** sr25519, by derivation from the well-known development phrase: `//Alice`. */
export function developmentPair(uri: string): KeyringPair {
  return new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri(uri)
}

export function developmentAccount(uri: string): AccountId {
  return developmentPair(uri).address
}
