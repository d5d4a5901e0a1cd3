import type { KeyringPair } from '@polkadot/keyring/types'
import { encodeAddress } from '@polkadot/util-crypto'
import { loadKey } from '../../chain/keystore.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
import { openBtcliWallet } from '../wallets/wallet.ts'

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

/** How a command line names a key. */
export interface KeyOptions {
  /** One of btcli's wallets; without it the environment names a key. */
  readonly wallet?: string
  readonly walletPath?: string
}

/** The signer that the options and the environment name. Throws, in words, where there is none. */
export async function openSigner({ wallet, walletPath = '' }: KeyOptions): Promise<Signer> {
  return wallet === undefined ? signerOf(await loadKey(process.env)) : openBtcliWallet({ wallet, walletPath })
}
