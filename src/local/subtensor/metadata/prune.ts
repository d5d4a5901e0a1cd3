import type { v16 } from '@polkadot-api/substrate-bindings'
import type { ImplementedPallet } from './implemented-pallet.ts'
import { renumber } from './renumber.ts'

export type MetadataV16 = ReturnType<typeof v16.dec>
type Pallet = MetadataV16['pallets'][number]
type TypeDefinition = MetadataV16['lookup'][number]

type Implemented = {
  readonly pallets: Readonly<Record<string, ImplementedPallet>>
  readonly apis: Readonly<Record<string, readonly string[]>>
}

/**
 * The metadata cut down to the listed items. Outer enums (RuntimeCall, RuntimeEvent, RuntimeError) and the
 * pallets' own call, event and error enums keep only listed variants, at their indices; every other type stays whole.
 * Of the extrinsic's versions 4 stays. Types are numbered anew, documentation is left out. Throws on a name that the metadata has not.
 */
export function pruneMetadata(full: MetadataV16, implemented: Implemented): MetadataV16 {
  const types = new Map(full.lookup.map((type) => [type.id, type]))
  const pallets = Object.entries(implemented.pallets).map(([name, items]) =>
    prunePallet(named(full.pallets, name, 'pallet'), items, types),
  )
  pallets.sort((a, b) => a.index - b.index)
  pruneOuterEnum(types, full.outerEnums.call, palletsWith(pallets, 'calls'))
  pruneOuterEnum(types, full.outerEnums.event, palletsWith(pallets, 'events'))
  pruneOuterEnum(types, full.outerEnums.error, palletsWith(pallets, 'errors'))
  const apis = Object.entries(implemented.apis).map(([name, methods]) => {
    const api = named(full.apis, name, 'runtime API')
    return {
      ...api,
      docs: [],
      methods: methods.map((method) => ({ ...named(api.methods, method, name), docs: [] })),
    }
  })
  const extrinsic = { ...full.extrinsic, version: [4] }
  return renumber({ ...full, extrinsic, lookup: [...types.values()].map(withoutDocs), pallets, apis })
}

function prunePallet(pallet: Pallet, items: ImplementedPallet, types: Map<number, TypeDefinition>): Pallet {
  return {
    ...pallet,
    docs: [],
    associatedTypes: [],
    viewFns: [],
    calls: pruneEnum(pallet, 'calls', items.calls, types),
    events: pruneEnum(pallet, 'events', items.events, types),
    errors: pruneEnum(pallet, 'errors', items.errors, types),
    constants: (items.constants ?? []).map((name) => ({
      ...named(pallet.constants, name, pallet.name),
      docs: [],
    })),
    storage: items.storage && {
      prefix: pallet.storage?.prefix ?? pallet.name,
      items: items.storage.map((name) => ({
        ...named(pallet.storage?.items ?? [], name, pallet.name),
        docs: [],
      })),
    },
  }
}

function pruneEnum(
  pallet: Pallet,
  kind: 'calls' | 'events' | 'errors',
  kept: readonly string[] | undefined,
  types: Map<number, TypeDefinition>,
): Pallet['calls'] {
  const reference = pallet[kind]
  if (kept === undefined) return undefined
  if (reference === undefined) throw new Error(`${pallet.name} has no ${kind}`)
  const type = types.get(reference.type)
  if (type?.def.tag !== 'variant') throw new Error(`${pallet.name} ${kind} are not an enum`)
  const variants = type.def.value
  types.set(type.id, {
    ...type,
    def: { tag: 'variant', value: kept.map((name) => named(variants, name, `${pallet.name} ${kind}`)) },
  })
  return { ...reference, deprecationInfo: [] }
}

function pruneOuterEnum(types: Map<number, TypeDefinition>, id: number, kept: ReadonlySet<string>): void {
  const type = types.get(id)
  if (type?.def.tag !== 'variant') throw new Error('an outer enum is not an enum')
  types.set(id, {
    ...type,
    def: { tag: 'variant', value: type.def.value.filter(({ name }) => kept.has(name)) },
  })
}

function palletsWith(pallets: readonly Pallet[], kind: 'calls' | 'events' | 'errors'): ReadonlySet<string> {
  return new Set(pallets.filter((pallet) => pallet[kind] !== undefined).map(({ name }) => name))
}

function withoutDocs(type: TypeDefinition): TypeDefinition {
  const { def } = type
  if (def.tag === 'composite') {
    return { ...type, docs: [], def: { ...def, value: def.value.map((field) => ({ ...field, docs: [] })) } }
  }
  if (def.tag !== 'variant') return { ...type, docs: [] }
  const value = def.value.map((variant) => ({
    ...variant,
    docs: [],
    fields: variant.fields.map((field) => ({ ...field, docs: [] })),
  }))
  return { ...type, docs: [], def: { ...def, value } }
}

function named<T extends { name: string }>(items: readonly T[], name: string, where: string): T {
  const found = items.find((item) => item.name === name)
  if (found === undefined) throw new Error(`the metadata has no ${where} ${name}`)
  return found
}
