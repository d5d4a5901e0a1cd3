import type { MetadataV16 } from './prune.ts'

type Type = MetadataV16['lookup'][number]
type Definition<Tag extends Type['def']['tag']> = Extract<Type['def'], { tag: Tag }>

/** Compares two types by their numbers and says where they differ. */
export type Compare = (local: number, main: number, where: string) => void
export type Say = (text: string) => void

/** Compares types through all they hold; pairs that were begun already are taken to agree. */
export function typeComparer(local: MetadataV16, main: MetadataV16, say: Say): Compare {
  const begun = new Set<string>()
  const partial = partialEnums(main)

  const compare: Compare = (localId, mainId, where) => {
    const pair = `${localId}:${mainId}`
    if (begun.has(pair)) return
    begun.add(pair)
    const [ours, theirs] = [local.lookup[localId], main.lookup[mainId]]
    if (ours === undefined || theirs === undefined || ours.path.join('::') !== theirs.path.join('::')) {
      say(`${where}: ${ours?.path.join('::')} is not ${theirs?.path.join('::')}`)
      return
    }
    compareDefinitions(ours.def, theirs.def, {
      compare,
      where,
      partial: partial.has(mainId),
      say,
    })
  }
  return compare
}

function partialEnums({ outerEnums, pallets }: MetadataV16): ReadonlySet<number> {
  const own = pallets.flatMap(({ calls, events, errors }) => [calls?.type, events?.type, errors?.type])
  return new Set([...Object.values(outerEnums), ...own.filter((id) => id !== undefined)])
}

type Comparison = {
  readonly compare: Compare
  readonly where: string
  readonly partial: boolean
  readonly say: Say
}

function compareDefinitions(local: Type['def'], main: Type['def'], comparison: Comparison): void {
  const { compare, where, say } = comparison
  if (local.tag === 'composite' && main.tag === 'composite')
    compareFields(local.value, main.value, comparison)
  else if (local.tag === 'variant' && main.tag === 'variant')
    compareVariants(local.value, main.value, comparison)
  else if (local.tag === 'sequence' && main.tag === 'sequence') compare(local.value, main.value, where)
  else if (local.tag === 'compact' && main.tag === 'compact') compare(local.value, main.value, where)
  else if (local.tag === 'array' && main.tag === 'array') compareArrays(local.value, main.value, comparison)
  else if (local.tag === 'tuple' && main.tag === 'tuple') compareTuples(local.value, main.value, comparison)
  else if (local.tag !== 'primitive' || main.tag !== 'primitive')
    say(`${where}: a ${local.tag}, not a ${main.tag}`)
  else if (local.value.tag !== main.value.tag) say(`${where}: ${local.value.tag}, not ${main.value.tag}`)
}

type ArrayType = Definition<'array'>['value']

function compareArrays(local: ArrayType, main: ArrayType, { compare, where, say }: Comparison): void {
  if (local.len !== main.len) say(`${where}: ${local.len} long, not ${main.len}`)
  compare(local.type, main.type, where)
}

function compareTuples(
  local: readonly number[],
  main: readonly number[],
  { compare, where, say }: Comparison,
): void {
  if (local.length !== main.length) say(`${where}: ${local.length} values, not ${main.length}`)
  for (const [index, id] of local.entries()) compare(id, main[index] ?? -1, `${where}.${index}`)
}

type Fields = Definition<'composite'>['value']

function compareFields(local: Fields, main: Fields, { compare, where, say }: Comparison): void {
  const shape = (fields: Fields) =>
    fields.map(({ name, typeName }) => `${name ?? ''}:${typeName ?? ''}`).join()
  if (shape(local) !== shape(main)) say(`${where}: fields (${shape(local)}), not (${shape(main)})`)
  for (const [index, field] of local.entries()) {
    compare(field.type, main[index]?.type ?? -1, `${where}.${field.name ?? index}`)
  }
}

type Variants = Definition<'variant'>['value']

function compareVariants(local: Variants, main: Variants, comparison: Comparison): void {
  const { where, say } = comparison
  if (!comparison.partial && local.length !== main.length)
    say(`${where}: ${local.length} variants, not ${main.length}`)
  for (const variant of local) {
    const other = main.find(({ name }) => name === variant.name)
    if (other === undefined) say(`${where}.${variant.name} is not there`)
    else if (other.index !== variant.index)
      say(`${where}.${variant.name} has index ${variant.index}, not ${other.index}`)
    else compareFields(variant.fields, other.fields, { ...comparison, where: `${where}.${variant.name}` })
  }
}
