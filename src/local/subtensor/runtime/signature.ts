import { ed25519Verify, sr25519Verify } from '@polkadot/util-crypto'
import { fromHex } from './codec.ts'
import type { Signature } from './extrinsic.ts'

/** True where the signature over the payload is the account's. ECDSA is not implemented, and never valid. */
export function verifySignature(signature: Signature, payload: Uint8Array, account: Uint8Array): boolean {
  switch (signature.type) {
    case 'Sr25519':
      return sr25519Verify(payload, fromHex(signature.value), account)
    case 'Ed25519':
      return ed25519Verify(payload, fromHex(signature.value), account)
    case 'Ecdsa':
      return false
  }
}
