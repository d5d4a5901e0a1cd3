import { blake2AsHex } from '@polkadot/util-crypto'
import type { MetadataV16 } from '../metadata/prune.ts'
import { encodeMetadata } from '../metadata/versions.ts'
import { constantCodec, localMetadata, toHex } from './codec.ts'
import type { ApiMethod, Call, Pallet, RuntimeCall } from './pallet.ts'

/** Pallets bound to their constants: what does not change from block to block. */
export type Runtime = {
  readonly pallets: readonly Pallet[]
  /** The local metadata with this node's constants. */
  readonly metadata: MetadataV16
  constant<T>(pallet: string, name: string): T
  /** Undefined where neither the metadata nor a pallet has it. */
  call(call: RuntimeCall): Call | undefined
  api(api: string, method: string): ApiMethod | undefined
}

/** Values that a profile sets, by pallet and constant, in the decoded form. */
export type ConstantOverrides = Readonly<Record<string, Readonly<Record<string, unknown>>>>

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
export function createRuntime(own: readonly Pallet[], overrides: ConstantOverrides): Runtime {
  const metadata = withConstants(localMetadata, {
    ...overrides,
    System: { Version: ownVersion(), ...overrides.System },
  })
  const pallets = [...own, metadataApi(metadata)]
  ensureComplete(metadata, pallets)
  const byName = new Map(pallets.map((pallet) => [pallet.name, pallet]))
  const constants = new Map<string, unknown>()
  for (const pallet of metadata.pallets) {
    for (const { name, value } of pallet.constants) {
      constants.set(`${pallet.name}.${name}`, constantCodec(pallet.name, name).dec(value))
    }
  }
  return {
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
  }
}

/** The runtime's version, telling of no runtime API that is not here. */
function ownVersion(): unknown {
  const constant = localMetadata.pallets
    .find(({ name }) => name === 'System')
    ?.constants.find(({ name }) => name === 'Version')
  if (constant === undefined) throw new Error('the local metadata has no System.Version')
  const version = constantCodec('System', 'Version').dec(constant.value) as { apis: Array<[string, number]> }
  const known = new Set(localMetadata.apis.map(({ name }) => blake2AsHex(name, 64)))
  return { ...version, apis: version.apis.filter(([id]) => known.has(id as `0x${string}`)) }
}

function withConstants(metadata: MetadataV16, overrides: ConstantOverrides): MetadataV16 {
  return {
    ...metadata,
    pallets: metadata.pallets.map((pallet) => ({
      ...pallet,
      constants: pallet.constants.map((constant) => {
        const value = overrides[pallet.name]?.[constant.name]
        if (value === undefined) return constant
        return { ...constant, value: toHex(constantCodec(pallet.name, constant.name).enc(value)) }
      }),
    })),
  }
}

function ensureComplete(metadata: MetadataV16, pallets: readonly Pallet[]): void {
  const listed = [
    ...metadata.pallets.flatMap((pallet) =>
      callNames(metadata, pallet).map((name) => `${pallet.name}.${name}`),
    ),
    ...metadata.apis.flatMap((api) => api.methods.map((method) => `${api.name}_${method.name}`)),
  ]
  const implemented = pallets.flatMap(({ name, calls, apis }) => [
    ...Object.keys(calls ?? {}).map((call) => `${name}.${call}`),
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
