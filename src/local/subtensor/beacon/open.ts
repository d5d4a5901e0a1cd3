import { createDecipheriv } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { proofOf, sha256, sharedBy, xor } from '../../../chain/timelock/identity.ts'

const POINT = 96
const HASH = 32
const NONCE = 12
const TAG = 16

/** Decrypts what was encrypted until a round, by the beacon's signature of it. Throws on whatever the chain's `tle` crate refuses. */
export function openTimelocked(ciphertext: Uint8Array, signature: Uint8Array): Uint8Array {
  const sealed = bytesOf(ciphertext)
  const point = bls12_381.G2.ProjectivePoint.fromHex(sealed.take(POINT))
  const [maskSealed, keySealed, body] = [sealed.counted(), sealed.counted(), bytesOf(sealed.counted())]
  // The suite is read and not looked at, as on the chain.
  sealed.counted()
  const shared = sharedBy(bls12_381.G1.ProjectivePoint.fromHex(signature), point)
  const mask = xor(sized(maskSealed, HASH), shared)
  const key = xor(sized(keySealed, HASH), sha256(mask))
  if (!proofOf(mask, key).point.equals(point)) throw new Error('The signature is of another round.')
  const [message, nonce] = [body.counted(), sized(body.counted(), NONCE)]
  if (message.length < TAG) throw new Error('It is too short.')
  const cipher = createDecipheriv('aes-256-gcm', key, nonce)
  cipher.setAuthTag(message.subarray(-TAG))
  return Uint8Array.from(Buffer.concat([cipher.update(message.subarray(0, -TAG)), cipher.final()]))
}

function sized(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new Error(`It has ${bytes.length} bytes in place of ${length}.`)
  return bytes
}

function bytesOf(bytes: Uint8Array) {
  let rest = Buffer.from(bytes)
  const take = (count: number): Uint8Array => {
    const taken = sized(rest.subarray(0, count), count)
    rest = rest.subarray(count)
    return taken
  }
  const counted = (): Uint8Array => take(Number(Buffer.from(take(8)).readBigUInt64LE()))
  return { take, counted }
}
