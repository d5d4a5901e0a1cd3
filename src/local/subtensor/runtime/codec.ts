import { getDynamicBuilder, getLookupFn } from '@polkadot-api/metadata-builders'
import { type Codec, unifyMetadata } from '@polkadot-api/substrate-bindings'
import { loadLocalMetadata } from '../metadata/local.ts'
import type { MetadataV16 } from '../metadata/prune.ts'
import { newest, type Spec } from '../metadata/specs.ts'
import type { RuntimeCall } from './pallet.ts'

export type ApiCodec = { readonly args: Codec<unknown[]>; readonly value: Codec<unknown> }

/** How one version of the runtime encodes. Types are the same in every profile. */
export type Codecs = {
  readonly spec: Spec
  /** As the data file has it: v16, with the main network's constants. */
  readonly metadata: MetadataV16
  /** Codec of a type by its number in the metadata. */
  type<T>(id: number): Codec<T>
  readonly call: Codec<RuntimeCall>
  /** [index of the pallet, index of the error] by names; throws on names that the metadata has not. */
  errorIndex(pallet: string, name: string): [number, number]
  /** Undefined where the metadata has no such runtime API method. */
  api(api: string, method: string): ApiCodec | undefined
  constant(pallet: string, name: string): Codec<unknown>
  storage(pallet: string, item: string): StorageCodec
}

const known = new Map<Spec, Codecs>()

export function codecsOf(spec: Spec): Codecs {
  const before = known.get(spec)
  if (before !== undefined) return before
  const made = createCodecs(spec)
  known.set(spec, made)
  return made
}

function createCodecs(spec: Spec): Codecs {
  const metadata = loadLocalMetadata(spec)
  const lookup = getLookupFn(unifyMetadata({ tag: 'v16', value: withPlainModuleErrors(metadata) }))
  const builder = getDynamicBuilder(lookup)
  const type = <T>(id: number) => builder.buildDefinition(id) as Codec<T>
  return {
    spec,
    metadata,
    type,
    call: type<RuntimeCall>(metadata.outerEnums.call),
    errorIndex: (pallet, name) => builder.buildError(pallet, name).location,
    api(api, method) {
      const listed = metadata.apis.find(({ name }) => name === api)
      if (listed === undefined || !listed.methods.some(({ name }) => name === method)) return undefined
      const { args, value } = builder.buildRuntimeCall(api, method)
      return { args: args as unknown as Codec<unknown[]>, value: value as Codec<unknown> }
    },
    constant: (pallet, name) => builder.buildConstant(pallet, name) as Codec<unknown>,
    storage: (pallet, item) => buildStorageCodec(metadata, builder, pallet, item),
  }
}

/**
 * Calls and storage are encoded alike by all versions, as `versions.test.ts` sees to, but for System.Events: what one has more
 * is in the newest.
 */
const shared = codecsOf(newest)

export function encodeCall(call: RuntimeCall): Uint8Array {
  return shared.call.enc(call)
}

export function decodeCall(bytes: Uint8Array): RuntimeCall {
  return shared.call.dec(bytes)
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
  const before = storageCodecs.get(name)
  if (before !== undefined) return before
  const made = shared.storage(pallet, item)
  storageCodecs.set(name, made)
  return made
}

function buildStorageCodec(
  metadata: MetadataV16,
  builder: ReturnType<typeof getDynamicBuilder>,
  pallet: string,
  item: string,
): StorageCodec {
  const entry = metadata.pallets
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
 * The library reads a struct of `index` and `error` as the pallets' own error enums. Then it writes those without the
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
