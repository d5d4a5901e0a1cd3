import type { MetadataV16 } from './prune.ts'

type TypeDefinition = MetadataV16['lookup'][number]
type Renumber = (id: number) => number

/** Keeps only the types that are reached from pallets, runtime APIs and extrinsics, numbered from 0 without gaps. */
export function renumber(metadata: MetadataV16): MetadataV16 {
  const reached = reachableTypes(metadata)
  const kept = metadata.lookup.filter(({ id }) => reached.has(id)).sort((a, b) => a.id - b.id)
  const numbers = new Map(kept.map(({ id }, index) => [id, index]))
  const to: Renumber = (id) => {
    const number = numbers.get(id)
    if (number === undefined) throw new Error(`type ${id} was not kept`)
    return number
  }
  return { ...mapRoots(metadata, to), lookup: kept.map((type) => mapType(type, to)) }
}

/** The type of an extrinsic as metadata before v16 names it. */
export function uncheckedExtrinsic(lookup: readonly TypeDefinition[]): TypeDefinition {
  const found = lookup.find(({ path }) => path.at(-1) === 'UncheckedExtrinsic')
  if (found === undefined) throw new Error('the metadata has no UncheckedExtrinsic')
  return found
}

function reachableTypes(metadata: MetadataV16): ReadonlySet<number> {
  const types = new Map(metadata.lookup.map((type) => [type.id, type]))
  const reached = new Set<number>()
  const open = [uncheckedExtrinsic(metadata.lookup).id]
  mapRoots(metadata, collect(open))
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const type = types.get(id)
    if (type === undefined || reached.has(id)) continue
    reached.add(id)
    mapType(type, collect(open))
  }
  return reached
}

const collect =
  (into: number[]): Renumber =>
  (id) => {
    into.push(id)
    return id
  }

function mapRoots(metadata: MetadataV16, to: Renumber): MetadataV16 {
  const { extrinsic, outerEnums } = metadata
  return {
    ...metadata,
    pallets: metadata.pallets.map((pallet) => mapPallet(pallet, to)),
    apis: mapApis(metadata.apis, to),
    extrinsic: {
      ...extrinsic,
      address: to(extrinsic.address),
      call: to(extrinsic.call),
      signature: to(extrinsic.signature),
      signedExtensions: extrinsic.signedExtensions.map((extension) => ({
        ...extension,
        type: to(extension.type),
        additionalSigned: to(extension.additionalSigned),
      })),
    },
    outerEnums: { call: to(outerEnums.call), event: to(outerEnums.event), error: to(outerEnums.error) },
  }
}

export function mapApis(apis: MetadataV16['apis'], to: Renumber): MetadataV16['apis'] {
  return apis.map((api) => ({
    ...api,
    methods: api.methods.map((method) => ({
      ...method,
      output: to(method.output),
      inputs: method.inputs.map((input) => ({ ...input, type: to(input.type) })),
    })),
  }))
}

function mapPallet(pallet: MetadataV16['pallets'][number], to: Renumber): MetadataV16['pallets'][number] {
  const enumOf = (reference: typeof pallet.calls) => reference && { ...reference, type: to(reference.type) }
  return {
    ...pallet,
    calls: enumOf(pallet.calls),
    events: enumOf(pallet.events),
    errors: enumOf(pallet.errors),
    constants: pallet.constants.map((constant) => ({ ...constant, type: to(constant.type) })),
    storage: pallet.storage && {
      ...pallet.storage,
      items: pallet.storage.items.map((item) => ({
        ...item,
        type:
          item.type.tag === 'plain'
            ? { tag: 'plain', value: to(item.type.value) }
            : {
                tag: 'map',
                value: {
                  ...item.type.value,
                  key: to(item.type.value.key),
                  value: to(item.type.value.value),
                },
              },
      })),
    },
  }
}

export function mapType(type: TypeDefinition, to: Renumber): TypeDefinition {
  return {
    ...type,
    id: to(type.id),
    params: type.params.map((param) => ({
      ...param,
      type: param.type === undefined ? undefined : to(param.type),
    })),
    def: mapDefinition(type.def, to),
  }
}

function mapDefinition(def: TypeDefinition['def'], to: Renumber): TypeDefinition['def'] {
  switch (def.tag) {
    case 'composite':
      return { tag: def.tag, value: def.value.map((field) => ({ ...field, type: to(field.type) })) }
    case 'variant':
      return {
        tag: def.tag,
        value: def.value.map((variant) => ({
          ...variant,
          fields: variant.fields.map((field) => ({ ...field, type: to(field.type) })),
        })),
      }
    case 'sequence':
    case 'compact':
      return { tag: def.tag, value: to(def.value) }
    case 'array':
      return { tag: def.tag, value: { ...def.value, type: to(def.value.type) } }
    case 'tuple':
      return { tag: def.tag, value: def.value.map(to) }
    case 'bitSequence':
      return {
        tag: def.tag,
        value: { bitStoreType: to(def.value.bitStoreType), bitOrderType: to(def.value.bitOrderType) },
      }
    case 'primitive':
      return def
  }
}
