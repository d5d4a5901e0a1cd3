import { DEV_SEED, Keyring } from '@polkadot/keyring'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { AccountId } from './runtime/pallet.ts'

/** Accounts that everybody knows the keys of: endowed here, worth nothing elsewhere. */
export const developmentNames = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'] as const

const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 })
const pairs = new Map<string, KeyringPair>()

/** sr25519, by derivation from the well-known development phrase: `//Alice`. Kept: each derivation takes milliseconds. */
export function developmentPair(uri: string): KeyringPair {
  // By the phrase's own seed: making that of the phrase takes longer than everything after it.
  const pair = pairs.get(uri) ?? keyring.addFromUri(`${DEV_SEED}${uri}`)
  pairs.set(uri, pair)
  return pair
}

export function developmentAccount(uri: string): AccountId {
  return developmentPair(uri).address
}
