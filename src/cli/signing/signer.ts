import type { KeyringPair } from '@polkadot/keyring/types'
import { encodeAddress } from '@polkadot/util-crypto'
import { loadKey } from '../../chain/keystore.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'

/** Who signs. The key itself is unlocked when it is needed, and not before. */
export interface Signer {
  /** SS58. */
  readonly address: string
  unlock(): Promise<KeyringPair>
}

export const signerOf = (pair: KeyringPair): Signer => ({
  address: encodeAddress(pair.address, SS58_PREFIX),
  unlock: async () => pair,
})

/** The signer that the options and the environment name. Throws, in words, where there is none. */
export const openSigner = async (): Promise<Signer> => signerOf(await loadKey(process.env))
