import { type Codec, compactNumber, Struct } from '@polkadot-api/substrate-bindings'
import type { Spec } from '../metadata/specs.ts'
import { codecsOf, encodeCall, fromHex, toHex } from './codec.ts'
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

type Format = {
  readonly call: Codec<RuntimeCall>
  readonly extra: Codec<Extra>
  readonly signed: Codec<SignedBody>
  readonly implicit: readonly { readonly identifier: string; readonly codec: Codec<unknown> }[]
}

const formats = new Map<Spec, Format>()

function formatOf(spec: Spec): Format {
  const before = formats.get(spec)
  if (before !== undefined) return before
  const { metadata, type, call } = codecsOf(spec)
  const { extrinsic } = metadata
  const extensions: { [identifier: string]: Codec<unknown> } = {}
  for (const extension of extrinsic.signedExtensions) extensions[extension.identifier] = type(extension.type)
  const extra = Struct(extensions as Parameters<typeof Struct>[0]) as unknown as Codec<Extra>
  const signed = Struct({
    address: type<MultiAddress>(extrinsic.address),
    signature: type<Signature>(extrinsic.signature),
    extra: extra as unknown as Codec<unknown>,
    call: type<RuntimeCall>(extrinsic.call),
  }) as unknown as Codec<SignedBody>
  const implicit = extrinsic.signedExtensions.map(({ identifier, additionalSigned }) => ({
    identifier,
    codec: type<unknown>(additionalSigned),
  }))
  const made = { call, extra, signed, implicit }
  formats.set(spec, made)
  return made
}

const bareVersion = 0x04
const signedVersion = 0x84

/** Undefined for bytes that are not an extrinsic of version 4 with calls that this version of the runtime has. */
export function decodeExtrinsic(spec: Spec, bytes: Uint8Array): Extrinsic | undefined {
  try {
    const length = compactNumber.dec(bytes)
    const body = bytes.subarray(compactNumber.enc(length).length)
    if (body.length !== length) return undefined
    return decodeBody(formatOf(spec), bytes, body)
  } catch {
    return undefined
  }
}

function decodeBody(format: Format, bytes: Uint8Array, body: Uint8Array): Extrinsic | undefined {
  const content = body.slice(1)
  const hash = toHex(blake2b256(bytes))
  if (body[0] === bareVersion) {
    const call = format.call.dec(content)
    return same(format.call.enc(call), content) ? { bytes, hash, call, signed: undefined } : undefined
  }
  if (body[0] !== signedVersion) return undefined
  const decoded = format.signed.dec(content)
  if (!same(format.signed.enc(decoded), content)) return undefined
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
      encodedCall: format.call.enc(call),
      encodedExtra: format.extra.enc(extra),
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
export function signingPayload(
  spec: Spec,
  { encodedCall, encodedExtra }: SignedPart,
  implicit: Implicit,
): Uint8Array {
  const implied: Extra = {
    CheckSpecVersion: implicit.specVersion,
    CheckTxVersion: implicit.transactionVersion,
    CheckGenesis: implicit.genesisHash,
    CheckMortality: implicit.birthHash,
    CheckMetadataHash: undefined,
  }
  const additional = formatOf(spec).implicit.map(({ identifier, codec }) => codec.enc(implied[identifier]))
  const payload = Buffer.concat([encodedCall, encodedExtra, ...additional])
  return payload.length > 256 ? blake2b256(payload) : Uint8Array.from(payload)
}

export function extrinsicFromHex(spec: Spec, text: string): Extrinsic | undefined {
  try {
    return decodeExtrinsic(spec, fromHex(text))
  } catch {
    return undefined
  }
}

/** Whether somebody signed an extrinsic, from its bytes alone: those of another version of the runtime need not be read. */
export function signedHash(text: string): string | undefined {
  const bytes = fromHex(text)
  const start = compactNumber.enc(compactNumber.dec(bytes)).length
  return bytes[start] === signedVersion ? toHex(blake2b256(bytes)) : undefined
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0
}
