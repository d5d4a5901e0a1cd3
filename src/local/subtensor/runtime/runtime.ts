import { blake2AsHex } from '@polkadot/util-crypto'
import type { MetadataV16 } from '../metadata/prune.ts'
import type { Spec } from '../metadata/specs.ts'
import { encodeMetadata } from '../metadata/versions.ts'
import { type Codecs, codecsOf, toHex } from './codec.ts'
import type { EventRecord } from './context.ts'
import type { ApiMethod, Call, Pallet, RuntimeCall } from './pallet.ts'

/** Pallets bound to their constants: what does not change from block to block. */
export type Runtime = {
  readonly codecs: Codecs
  readonly pallets: readonly Pallet[]
  /** The local metadata with this node's constants. */
  readonly metadata: MetadataV16
  constant<T>(pallet: string, name: string): T
  /** Undefined where neither the metadata nor a pallet has it. */
  call(call: RuntimeCall): Call | undefined
  api(api: string, method: string): ApiMethod | undefined
  /** A block's events as the state holds them, 0x-hex. */
  encodeEvents(events: readonly EventRecord[]): string
}

/** Values that a profile sets, by pallet and constant, in the decoded form. */
export type ConstantOverrides = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** The runtimes of all versions with the same constants. */
export type Runtimes = (spec: Spec) => Runtime

export function createRuntimes(own: readonly Pallet[], overrides: ConstantOverrides): Runtimes {
  const made = new Map<Spec, Runtime>()
  return (spec) => {
    const runtime = made.get(spec) ?? createRuntime(own, overrides, spec)
    made.set(spec, runtime)
    return runtime
  }
}

/** Metadata versions that are served, oldest first. */
const metadataVersions = [14, 15, 16]

function metadataApi(metadata: MetadataV16): Pallet {
  return {
    name: 'Metadata',
    apis: {
      Metadata: {
        metadata: () => encodeMetadata(metadata, 14),
        metadata_at_version: (_ctx, version: number) =>
          metadataVersions.includes(version) ? encodeMetadata(metadata, version) : undefined,
        metadata_versions: () => metadataVersions,
      },
    },
  }
}

/** Throws when the metadata lists a call or a runtime API that no pallet implements, or the reverse. */
export function createRuntime(own: readonly Pallet[], overrides: ConstantOverrides, spec: Spec): Runtime {
  const codecs = codecsOf(spec)
  const metadata = withConstants(codecs, {
    ...overrides,
    System: { Version: ownVersion(codecs), ...overrides.System },
  })
  const pallets = [...own, metadataApi(metadata)]
  ensureComplete(metadata, pallets, spec)
  const byName = new Map(pallets.map((pallet) => [pallet.name, pallet]))
  const constants = new Map<string, unknown>()
  for (const pallet of metadata.pallets) {
    for (const { name, value } of pallet.constants) {
      constants.set(`${pallet.name}.${name}`, codecs.constant(pallet.name, name).dec(value))
    }
  }
  const eventCodec = codecs.storage('System', 'Events')
  return {
    codecs,
    pallets,
    metadata,
    constant<T>(pallet: string, name: string): T {
      const key = `${pallet}.${name}`
      if (!constants.has(key)) throw new Error(`the local metadata has no constant ${key}`)
      return constants.get(key) as T
    },
    call: ({ type, value }) => byName.get(type)?.calls?.[value.type],
    api: (api, method) =>
      pallets.map(({ apis }) => apis?.[api]?.[method]).find((found) => found !== undefined),
    encodeEvents: eventCodec.encode,
  }
}

/** The runtime's version, telling of no runtime API that is not here. */
function ownVersion({ metadata, ...codecs }: Codecs): unknown {
  const constant = metadata.pallets
    .find(({ name }) => name === 'System')
    ?.constants.find(({ name }) => name === 'Version')
  if (constant === undefined) throw new Error('the local metadata has no System.Version')
  const version = codecs.constant('System', 'Version').dec(constant.value) as {
    apis: Array<[string, number]>
  }
  const known = new Set(metadata.apis.map(({ name }) => blake2AsHex(name, 64)))
  return { ...version, apis: version.apis.filter(([id]) => known.has(id as `0x${string}`)) }
}

function withConstants({ metadata, ...codecs }: Codecs, overrides: ConstantOverrides): MetadataV16 {
  return {
    ...metadata,
    pallets: metadata.pallets.map((pallet) => ({
      ...pallet,
      constants: pallet.constants.map((constant) => {
        const value = overrides[pallet.name]?.[constant.name]
        if (value === undefined) return constant
        return { ...constant, value: toHex(codecs.constant(pallet.name, constant.name).enc(value)) }
      }),
    })),
  }
}

function ensureComplete(metadata: MetadataV16, pallets: readonly Pallet[], spec: Spec): void {
  const listed = [
    ...metadata.pallets.flatMap((pallet) =>
      callNames(metadata, pallet).map((name) => `${pallet.name}.${name}`),
    ),
    ...metadata.apis.flatMap((api) => api.methods.map((method) => `${api.name}_${method.name}`)),
  ]
  const implemented = pallets.flatMap(({ name, calls, apis }) => [
    ...Object.entries(calls ?? {}).flatMap(([call, { since = spec }]) =>
      since <= spec ? [`${name}.${call}`] : [],
    ),
    ...Object.entries(apis ?? {}).flatMap(([api, methods]) =>
      Object.keys(methods).map((method) => `${api}_${method}`),
    ),
  ])
  const missing = listed.filter((item) => !implemented.includes(item))
  const unlisted = implemented.filter((item) => !listed.includes(item))
  if (missing.length > 0) throw new Error(`in the metadata but not implemented: ${missing.join(', ')}`)
  if (unlisted.length > 0) throw new Error(`implemented but not in the metadata: ${unlisted.join(', ')}`)
}

function callNames(metadata: MetadataV16, pallet: MetadataV16['pallets'][number]): string[] {
  if (pallet.calls === undefined) return []
  const type = metadata.lookup[pallet.calls.type]
  return type?.def.tag === 'variant' ? type.def.value.map(({ name }) => name) : []
}
