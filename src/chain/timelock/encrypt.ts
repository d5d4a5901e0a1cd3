import { createCipheriv } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { pointOf, proofOf, sha256, sharedBy, xor } from './identity.ts'

const CIPHER_SUITE = Buffer.from('AES_GCM_')

/**
 * Encrypts until the beacon signs a round, in the bytes that the chain's `tle` crate decrypts: identity-based encryption of a key
 * (Boneh and Franklin, FullIdent), and the message under that key by AES-256-GCM. Throws where the key is no point of its group.
 *
 * It draws nothing at random: mask, key and nonce follow from the message. So whoever knows what was encrypted can make the same bytes and compare,
 * as guardians do before they approve. It hides only what nobody can guess.
 */
export function encryptUntil(publicKey: Uint8Array, round: number, message: Uint8Array): Uint8Array {
  const drawn = (what: string) => sha256(Buffer.from(`tributary:timelock:v1:${what}:${round}:`), message)
  const mask = drawn('mask')
  const key = drawn('key')
  const { scalar, point } = proofOf(mask, key)
  const beacon = bls12_381.G2.ProjectivePoint.fromHex(publicKey)
  const nonce = drawn('nonce').subarray(0, 12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = [cipher.update(message), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat([
    point.toRawBytes(),
    counted(xor(mask, sharedBy(pointOf(round), beacon.multiply(scalar)))),
    counted(xor(key, sha256(mask))),
    counted(Buffer.concat([counted(Buffer.concat(sealed)), counted(nonce)])),
    counted(CIPHER_SUITE),
  ])
}

/** Bytes as arkworks writes a vector: their number in 64 bits, little-endian, before them. */
function counted(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(bytes.length))
  return Buffer.concat([length, bytes])
}
