import { getDynamicBuilder, getLookupFn } from '@polkadot-api/metadata-builders'
import { type Codec, unifyMetadata } from '@polkadot-api/substrate-bindings'
import { loadLocalMetadata } from '../metadata/local.ts'
import type { MetadataV16 } from '../metadata/prune.ts'
import type { RuntimeCall } from './pallet.ts'

/** The local network's metadata, v16, and the codecs that follow from it. Types are the same in every profile. */
export const localMetadata = loadLocalMetadata()

const lookup = getLookupFn(unifyMetadata({ tag: 'v16', value: withPlainModuleErrors(localMetadata) }))
const builder = getDynamicBuilder(lookup)

/** Codec of a type by its number in the metadata. */
export function typeCodec<T>(id: number): Codec<T> {
  return builder.buildDefinition(id) as Codec<T>
}

const runtimeCall = typeCodec<RuntimeCall>(localMetadata.outerEnums.call)

export function encodeCall(call: RuntimeCall): Uint8Array {
  return runtimeCall.enc(call)
}

export function decodeCall(bytes: Uint8Array): RuntimeCall {
  return runtimeCall.dec(bytes)
}

/** [index of the pallet, index of the error] by names; throws on names that the metadata has not. */
export function palletErrorIndex(pallet: string, name: string): [number, number] {
  return builder.buildError(pallet, name).location
}

export type ApiCodec = { readonly args: Codec<unknown[]>; readonly value: Codec<unknown> }

/** Undefined where the metadata has no such runtime API method. */
export function apiCodec(api: string, method: string): ApiCodec | undefined {
  const known = localMetadata.apis.find(({ name }) => name === api)
  if (known === undefined || !known.methods.some(({ name }) => name === method)) return undefined
  const { args, value } = builder.buildRuntimeCall(api, method)
  return { args: args as unknown as Codec<unknown[]>, value: value as Codec<unknown> }
}

export function constantCodec(pallet: string, name: string): Codec<unknown> {
  return builder.buildConstant(pallet, name) as Codec<unknown>
}

export type StorageCodec = {
  key(keys: readonly unknown[]): string
  decodeKey(key: string): unknown[]
  encode(value: unknown): string
  decode(raw: string): unknown
  /** What `get` answers where nothing is stored. */
  fallback(): unknown
}

const storageCodecs = new Map<string, StorageCodec>()

/** Key hashing and value encoding of a storage item; throws on names that the metadata has not. */
export function storageCodec(pallet: string, item: string): StorageCodec {
  const name = `${pallet}.${item}`
  const known = storageCodecs.get(name)
  if (known !== undefined) return known
  const made = buildStorageCodec(pallet, item)
  storageCodecs.set(name, made)
  return made
}

function buildStorageCodec(pallet: string, item: string): StorageCodec {
  const entry = localMetadata.pallets
    .find(({ name }) => name === pallet)
    ?.storage?.items.find(({ name }) => name === item)
  if (entry === undefined) throw new Error(`the local metadata has no storage item ${pallet}.${item}`)
  const { keys, value } = builder.buildStorage(pallet, item)
  const optional = entry.modifier === 0
  return {
    key: remembered((args) => keys.enc(...args)),
    decodeKey: (key) => keys.dec(key),
    encode: (decoded) => toHex(value.enc(decoded)),
    decode: (raw) => value.dec(raw) as unknown,
    fallback: () => (optional ? undefined : (value.dec(entry.fallback) as unknown)),
  }
}

const mostRemembered = 10_000

/** Hashing an account's key costs more than all else that a transfer does, and the same few come again and again. */
function remembered(key: StorageCodec['key']): StorageCodec['key'] {
  const known = new Map<string, string>()
  return (args) => {
    const [only] = args
    if (args.length !== 1 || typeof only !== 'string') return key(args)
    const before = known.get(only)
    if (before !== undefined) return before
    if (known.size === mostRemembered) known.clear()
    const made = key(args)
    known.set(only, made)
    return made
  }
}

export function toHex(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}

/** Throws on text that is not 0x and whole bytes of hex. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 > 0 || !/^0x[0-9a-f]*$/i.test(text)) throw new Error('not 0x-hex')
  return Uint8Array.from(Buffer.from(text.slice(2), 'hex'))
}

/**
 * The library reads a struct of `index` and `error` as the pallets' own error enums, and then writes those without the
 * bytes that fill them up. Under another name it stays the struct that it is.
 */
function withPlainModuleErrors(metadata: MetadataV16): MetadataV16 {
  const lookup = metadata.lookup.map((type) => {
    if (type.path.join('::') !== 'sp_runtime::ModuleError' || type.def.tag !== 'composite') return type
    const fields = type.def.value.map((field) =>
      field.name === 'index' ? { ...field, name: 'pallet' } : field,
    )
    return { ...type, def: { ...type.def, value: fields } }
  })
  return { ...metadata, lookup }
}
