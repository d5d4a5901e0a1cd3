import type { MetadataV16 } from './prune.ts'
import { type Compare, type Say, typeComparer } from './type-differences.ts'

type Pallet = MetadataV16['pallets'][number]

/** Where a constant's value may differ, as `Pallet.Name`. */
type Exceptions = ReadonlySet<string>

/**
 * What `local` has that `main` has not, or has otherwise: by name, index, type and encoding, through every type that is
 * reached, whatever the types' numbers. Only the outer enums and the pallets' call, event and error enums may have fewer
 * variants. Empty when local is a faithful part of main.
 */
export function metadataDifferences(local: MetadataV16, main: MetadataV16, exceptions: Exceptions): string[] {
  const found: string[] = []
  const say: Say = (text) => {
    found.push(text)
  }
  const compare = typeComparer(local, main, say)
  for (const pallet of local.pallets) {
    const other = main.pallets.find(({ name }) => name === pallet.name)
    if (other === undefined) say(`pallet ${pallet.name} is not there`)
    else comparePallet(pallet, other, compare, say, exceptions)
  }
  compareApis(local, main, compare, say)
  compareExtrinsic(local, main, compare, say)
  for (const kind of ['call', 'event', 'error'] as const) {
    compare(local.outerEnums[kind], main.outerEnums[kind], `outer ${kind}`)
  }
  return found
}

function comparePallet(
  local: Pallet,
  main: Pallet,
  compare: Compare,
  say: Say,
  exceptions: Exceptions,
): void {
  const { name } = local
  if (local.index !== main.index) say(`${name} has index ${local.index}, not ${main.index}`)
  for (const kind of ['calls', 'events', 'errors'] as const) {
    const [ours, theirs] = [local[kind], main[kind]]
    if (ours !== undefined && theirs !== undefined) compare(ours.type, theirs.type, `${name} ${kind}`)
    else if (ours !== undefined) say(`${name} has no ${kind}`)
  }
  compareStorage(local, main, compare, say)
  for (const constant of local.constants) {
    const other = main.constants.find((candidate) => candidate.name === constant.name)
    const where = `constant ${name}.${constant.name}`
    if (other === undefined) say(`${where} is not there`)
    else compare(constant.type, other.type, where)
    const mayDiffer = exceptions.has(`${name}.${constant.name}`)
    if (other !== undefined && !mayDiffer && other.value !== constant.value) say(`${where} has another value`)
  }
}

function compareStorage(local: Pallet, main: Pallet, compare: Compare, say: Say): void {
  if (local.storage === undefined) return
  if (local.storage.prefix !== main.storage?.prefix) say(`${local.name} has another storage prefix`)
  for (const item of local.storage.items) {
    const where = `storage ${local.name}.${item.name}`
    const other = main.storage?.items.find(({ name }) => name === item.name)
    if (other === undefined) {
      say(`${where} is not there`)
      continue
    }
    if (item.modifier !== other.modifier || item.fallback !== other.fallback)
      say(`${where} has another default`)
    compareEntry(item.type, other.type, compare, say, where)
  }
}

type Entry = NonNullable<Pallet['storage']>['items'][number]['type']

function compareEntry(local: Entry, main: Entry, compare: Compare, say: Say, where: string): void {
  if (local.tag === 'plain' && main.tag === 'plain') compare(local.value, main.value, where)
  else if (local.tag === 'map' && main.tag === 'map')
    compareMaps(local.value, main.value, compare, say, where)
  else say(`${where} is no ${local.tag}`)
}

type StorageMap = Extract<Entry, { tag: 'map' }>['value']

function compareMaps(local: StorageMap, main: StorageMap, compare: Compare, say: Say, where: string): void {
  const hashers = (map: StorageMap) => map.hashers.map(({ tag }) => tag).join()
  if (hashers(local) !== hashers(main)) say(`${where} has other hashers`)
  compare(local.key, main.key, `${where} key`)
  compare(local.value, main.value, `${where} value`)
}

function compareApis(local: MetadataV16, main: MetadataV16, compare: Compare, say: Say): void {
  for (const api of local.apis) {
    const other = main.apis.find(({ name }) => name === api.name)
    if (other === undefined || other.version !== api.version) {
      say(`runtime API ${api.name} ${api.version} is not there`)
      continue
    }
    for (const method of api.methods) {
      const where = `runtime API ${api.name}.${method.name}`
      const match = other.methods.find(({ name }) => name === method.name)
      if (match === undefined || namesOf(match.inputs) !== namesOf(method.inputs)) {
        say(`${where} is not there`)
        continue
      }
      method.inputs.forEach((input, index) => {
        compare(input.type, match.inputs[index]?.type ?? -1, `${where} ${input.name}`)
      })
      compare(method.output, match.output, `${where} output`)
    }
  }
}

function namesOf(items: readonly { name: string }[]): string {
  return items.map(({ name }) => name).join()
}

function compareExtrinsic(local: MetadataV16, main: MetadataV16, compare: Compare, say: Say): void {
  const [ours, theirs] = [local.extrinsic, main.extrinsic]
  for (const version of ours.version) {
    if (!theirs.version.includes(version)) say(`extrinsic version ${version} is not there`)
  }
  for (const part of ['address', 'call', 'signature'] as const)
    compare(ours[part], theirs[part], `extrinsic ${part}`)
  const extensions = ours.signedExtensions.map(({ identifier }) => identifier).join()
  if (extensions !== theirs.signedExtensions.map(({ identifier }) => identifier).join()) {
    say('the signed extensions are others')
  }
  if (JSON.stringify(ours.signedExtensionsByVersion) !== JSON.stringify(theirs.signedExtensionsByVersion)) {
    say('the order of the signed extensions is another')
  }
  ours.signedExtensions.forEach((extension, index) => {
    const other = theirs.signedExtensions[index]
    if (other === undefined) return
    compare(extension.type, other.type, extension.identifier)
    compare(extension.additionalSigned, other.additionalSigned, `${extension.identifier} additional`)
  })
}
