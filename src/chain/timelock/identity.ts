import { createHash } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'

/** Points of BLS12-381 as the beacon uses them: signatures in G1, public keys in G2. */
const { G1, G2, fields, pairing } = bls12_381
export type Signature = InstanceType<typeof G1.ProjectivePoint>
export type PublicKey = InstanceType<typeof G2.ProjectivePoint>

const HASHED_TO = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_'

export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The point that the beacon signs in a round: whoever has its signature can read what is encrypted until then. */
export function pointOf(round: number): Signature {
  const number = Buffer.alloc(8)
  number.writeBigUInt64BE(BigInt(round))
  const { x, y } = G1.hashToCurve(sha256(number), { DST: HASHED_TO }).toAffine()
  return G1.ProjectivePoint.fromAffine({ x, y })
}

/** What both sides know: whoever encrypts from the public key, whoever decrypts from the signature. 32 bytes. */
export function sharedBy(signature: Signature, key: PublicKey): Uint8Array {
  const { c0, c1 } = pairing(signature, key)
  const parts = [c0, c1].flatMap((half) => [half.c0, half.c1, half.c2])
  return sha256(...parts.flatMap((part) => [littleEndian(part.c0), littleEndian(part.c1)]))
}

/** A field element as arkworks writes it. */
const littleEndian = (element: bigint): Uint8Array => fields.Fp.toBytes(element).reverse()

/** The point of a mask and a key. Only whoever has both can make it, so a wrong signature shows. */
export function proofOf(
  mask: Uint8Array,
  key: Uint8Array,
): { readonly scalar: bigint; readonly point: PublicKey } {
  const scalar = fields.Fr.create(BigInt(`0x${Buffer.from(sha256(mask, key)).toString('hex')}`))
  return { scalar, point: G2.ProjectivePoint.BASE.multiply(scalar) }
}

export const xor = (one: Uint8Array, other: Uint8Array): Uint8Array =>
  one.map((byte, place) => byte ^ (other[place] ?? 0))
