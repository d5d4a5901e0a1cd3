import { type Codec, compactNumber, Struct } from '@polkadot-api/substrate-bindings'
import { decodeCall, encodeCall, fromHex, localMetadata, toHex, typeCodec } from './codec.ts'
import { decodeEra, type EncodedEra, type Era } from './era.ts'
import type { MultiAddress } from './errors.ts'
import { blake2b256 } from './hashing.ts'
import type { RuntimeCall } from './pallet.ts'

export type Signature = { readonly type: 'Sr25519' | 'Ed25519' | 'Ecdsa'; readonly value: string }

/** An extrinsic, format version 4. */
export type Extrinsic = {
  /** With its length prefix, as it stands in a block. */
  readonly bytes: Uint8Array
  /** blake2-256 of the bytes */
  readonly hash: string
  readonly call: RuntimeCall
  /** Undefined for an inherent. */
  readonly signed: SignedPart | undefined
}

export type SignedPart = {
  readonly address: MultiAddress
  readonly signature: Signature
  readonly era: Era
  readonly nonce: number
  /** rao */
  readonly tip: bigint
  readonly metadataHash: boolean
  /** What the signature covers, apart from the chain's own part. */
  readonly encodedCall: Uint8Array
  readonly encodedExtra: Uint8Array
}

/** CheckSpecVersion and CheckTxVersion, CheckGenesis and CheckMortality, each beside the encoded extrinsic. */
export type Implicit = {
  readonly specVersion: number
  readonly transactionVersion: number
  readonly genesisHash: string
  readonly birthHash: string
}

type Extra = Readonly<Record<string, unknown>>
type SignedBody = { address: MultiAddress; signature: Signature; extra: Extra; call: RuntimeCall }

const { extrinsic: format } = localMetadata
const extensionCodecs: { [identifier: string]: Codec<unknown> } = {}
for (const { identifier, type } of format.signedExtensions) extensionCodecs[identifier] = typeCodec(type)
const extraCodec = Struct(extensionCodecs as Parameters<typeof Struct>[0]) as unknown as Codec<Extra>
const implicitCodecs = format.signedExtensions.map(({ identifier, additionalSigned }) => ({
  identifier,
  codec: typeCodec<unknown>(additionalSigned),
}))
const signedCodec = Struct({
  address: typeCodec<MultiAddress>(format.address),
  signature: typeCodec<Signature>(format.signature),
  extra: extraCodec as unknown as Codec<unknown>,
  call: typeCodec<RuntimeCall>(format.call),
}) as unknown as Codec<SignedBody>

const bareVersion = 0x04
const signedVersion = 0x84

/** Undefined for bytes that are not an extrinsic of version 4 with calls this network has. */
export function decodeExtrinsic(bytes: Uint8Array): Extrinsic | undefined {
  try {
    const length = compactNumber.dec(bytes)
    const body = bytes.subarray(compactNumber.enc(length).length)
    if (body.length !== length) return undefined
    return decodeBody(bytes, body)
  } catch {
    return undefined
  }
}

function decodeBody(bytes: Uint8Array, body: Uint8Array): Extrinsic | undefined {
  const content = body.slice(1)
  const hash = toHex(blake2b256(bytes))
  if (body[0] === bareVersion) {
    const call = decodeCall(content)
    return same(encodeCall(call), content) ? { bytes, hash, call, signed: undefined } : undefined
  }
  if (body[0] !== signedVersion) return undefined
  const decoded = signedCodec.dec(content)
  if (!same(signedCodec.enc(decoded), content)) return undefined
  const { address, signature, extra, call } = decoded
  const era = decodeEra(extra.CheckMortality as EncodedEra)
  if (era === undefined) return undefined
  return {
    bytes,
    hash,
    call,
    signed: {
      address,
      signature,
      era,
      nonce: extra.CheckNonce as number,
      tip: extra.ChargeTransactionPayment as bigint,
      metadataHash: (extra.CheckMetadataHash as { type: string }).type !== 'Disabled',
      encodedCall: encodeCall(call),
      encodedExtra: extraCodec.enc(extra),
    },
  }
}

/** An unsigned extrinsic, as the block's author adds them. */
export function inherent(call: RuntimeCall): Extrinsic {
  const body = Buffer.concat([Uint8Array.of(bareVersion), encodeCall(call)])
  const bytes = Uint8Array.from(Buffer.concat([compactNumber.enc(body.length), body]))
  return { bytes, hash: toHex(blake2b256(bytes)), call, signed: undefined }
}

/** What the signer signed: call, extensions and what they imply, hashed when longer than 256 bytes. */
export function signingPayload({ encodedCall, encodedExtra }: SignedPart, implicit: Implicit): Uint8Array {
  const implied: Extra = {
    CheckSpecVersion: implicit.specVersion,
    CheckTxVersion: implicit.transactionVersion,
    CheckGenesis: implicit.genesisHash,
    CheckMortality: implicit.birthHash,
    CheckMetadataHash: undefined,
  }
  const additional = implicitCodecs.map(({ identifier, codec }) => codec.enc(implied[identifier]))
  const payload = Buffer.concat([encodedCall, encodedExtra, ...additional])
  return payload.length > 256 ? blake2b256(payload) : Uint8Array.from(payload)
}

export function extrinsicFromHex(text: string): Extrinsic | undefined {
  try {
    return decodeExtrinsic(fromHex(text))
  } catch {
    return undefined
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0
}
