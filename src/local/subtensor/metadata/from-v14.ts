import type { v14 } from '@polkadot-api/substrate-bindings'
import type { MetadataV16 } from './prune.ts'
import { mapApis, mapType, uncheckedExtrinsic } from './renumber.ts'

type MetadataV14 = ReturnType<typeof v14.dec>
type Pallet = MetadataV16['pallets'][number]
type TypeDefinition = MetadataV16['lookup'][number]

/**
 * Metadata v14 in the form of v16. What v14 does not tell is taken from the `older` metadata of the same network: its runtime
 * APIs, and the outer enum of errors, whose types are the newer ones.
 */
export function completed(metadata: MetadataV14, older: MetadataV16): MetadataV16 {
  const lookup: TypeDefinition[] = [...metadata.lookup]
  const pallets = metadata.pallets.map(palletOf)
  const { signedExtensions } = metadata.extrinsic
  const carry = carrier(older, lookup)
  return {
    pallets,
    apis: mapApis(older.apis, carry),
    extrinsic: {
      version: [metadata.extrinsic.version],
      address: extrinsicPart(lookup, 'Address'),
      call: extrinsicPart(lookup, 'Call'),
      signature: extrinsicPart(lookup, 'Signature'),
      signedExtensionsByVersion: [[0, signedExtensions.map((_, index) => index)]],
      signedExtensions,
    },
    outerEnums: {
      call: extrinsicPart(lookup, 'Call'),
      event: byName(lookup, 'RuntimeEvent').id,
      error: append(lookup, outerErrors(older, pallets)),
    },
    custom: [],
    lookup,
  }
}

const notDeprecated: Pallet['deprecationInfo'] = { tag: 'NotDeprecated', value: undefined }

function palletOf(pallet: MetadataV14['pallets'][number]): Pallet {
  const { storage, constants, calls, events, errors } = pallet
  return {
    ...pallet,
    storage: storage && {
      ...storage,
      items: storage.items.map((item) => ({ ...item, deprecationInfo: notDeprecated })),
    },
    constants: constants.map((constant) => ({ ...constant, deprecationInfo: notDeprecated })),
    calls: enumOf(calls),
    events: enumOf(events),
    errors: enumOf(errors),
    associatedTypes: [],
    viewFns: [],
    deprecationInfo: notDeprecated,
  }
}

const enumOf = (type: number | undefined): Pallet['calls'] =>
  type === undefined ? undefined : { type, deprecationInfo: [] }

function extrinsicPart(lookup: readonly TypeDefinition[], name: string): number {
  const type = uncheckedExtrinsic(lookup).params.find((param) => param.name === name)?.type
  if (type === undefined) throw new Error(`the extrinsic type has no ${name}`)
  return type
}

function byName(lookup: readonly TypeDefinition[], name: string): TypeDefinition {
  const found = lookup.find(({ path }) => path.at(-1) === name)
  if (found === undefined) throw new Error(`the metadata has no type ${name}`)
  return found
}

function append(lookup: TypeDefinition[], type: Omit<TypeDefinition, 'id'>): number {
  const id = lookup.length
  lookup.push({ ...type, id })
  return id
}

function outerErrors(older: MetadataV16, pallets: readonly Pallet[]): TypeDefinition {
  const type = older.lookup[older.outerEnums.error]
  if (type?.def.tag !== 'variant') throw new Error('the outer errors are not an enum')
  const value = type.def.value.flatMap((variant) => {
    const errors = pallets.find(({ name }) => name === variant.name)?.errors?.type
    const [field] = variant.fields
    return errors === undefined || field === undefined
      ? []
      : [{ ...variant, fields: [{ ...field, type: errors }] }]
  })
  return { ...type, def: { tag: 'variant', value } }
}

/**
 * Finds a type of the older metadata among the newer ones: by its path where only one has it, else by all that it holds. Adds it
 * where there is none.
 */
function carrier(older: MetadataV16, lookup: TypeDefinition[]): (id: number) => number {
  const alike = new Map(lookup.map((type) => [likeness(type), type.id]))
  const carried = new Map<number, number>()
  const carry = (id: number): number => {
    const before = carried.get(id)
    if (before !== undefined) return before
    const type = older.lookup[id]
    if (type === undefined) throw new Error(`type ${id} is not there`)
    const found = onlyOne(lookup, type) ?? moved(type)
    carried.set(id, found)
    return found
  }
  const moved = (type: TypeDefinition): number => {
    const like = mapType({ ...type, id: NEW }, (inner) => (inner === NEW ? NEW : carry(inner)))
    return alike.get(likeness(like)) ?? append(lookup, like)
  }
  return carry
}

const NEW = -1

function onlyOne(lookup: readonly TypeDefinition[], { path }: TypeDefinition): number | undefined {
  if (path.length === 0) return undefined
  const [one, ...others] = lookup.filter((type) => type.path.join('::') === path.join('::'))
  return others.length > 0 ? undefined : one?.id
}

/** Documentation does not tell types apart. */
const likeness = ({ path, params, def }: TypeDefinition): string =>
  JSON.stringify([path, params, def], (key, value: unknown) => (key === 'docs' ? undefined : value))
