import { createTestPairs } from '@polkadot/keyring'
import type { KeyringPair } from '@polkadot/keyring/types'
import { u8aEq } from '@polkadot/util'
import type { Request } from './connection.ts'

/** Main network (finney) and test network, by the hash of their first block. Both call themselves "Development". */
const PUBLIC_GENESIS = [
  '0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03',
  '0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105',
]

export async function isPublicNetwork(request: Request, genesisHash: string): Promise<boolean> {
  return PUBLIC_GENESIS.includes(genesisHash) || (await request<unknown>('system_chainType')) === 'Live'
}

/** Whether anyone can sign with this key: //Alice, //Bob and their like, in both schemes. */
export function isDevelopmentKey(pair: KeyringPair): boolean {
  return (['sr25519', 'ed25519'] as const).some((type) =>
    Object.values(createTestPairs({ type })).some(({ publicKey }) => u8aEq(publicKey, pair.publicKey)),
  )
}

/** Throws where a key that everybody knows would hold real money. */
export function refuseDevelopmentKey(chain: { readonly isPublic: boolean }, pair: KeyringPair): void {
  if (chain.isPublic && isDevelopmentKey(pair)) {
    throw new Error(
      `${pair.address} is a development key that everybody has: it cannot be used on a public network.`,
    )
  }
}
