import { readFileSync } from 'node:fs'
import { blake2AsHex, cryptoWaitReady } from '@polkadot/util-crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { metadataDifferences } from './metadata/differences.ts'
import { implementedApis, implementedPallets } from './metadata/implemented.ts'
import { formatLocalMetadata, loadLocalMetadata, localMetadataFile } from './metadata/local.ts'
import { readMainNetwork } from './metadata/main-network.ts'
import { type MetadataV16, pruneMetadata } from './metadata/prune.ts'
import { specs } from './metadata/specs.ts'
import { allPallets } from './pallets/all.ts'
import { profiles } from './profile.ts'
import { codecsOf } from './runtime/codec.ts'
import { createRuntime } from './runtime/runtime.ts'

/** What the runtime tells of itself: of its own runtime APIs only. */
const ownVersion = 'System.Version'
const fastConstants = Object.entries(profiles.fast).flatMap(([pallet, constants]) =>
  Object.keys(constants).map((name) => `${pallet}.${name}`),
)

beforeAll(cryptoWaitReady)

for (const spec of specs) {
  const main = readMainNetwork(spec)
  if (!main)
    console.info(`fidelity of the local metadata ${spec}: skipped, as SUBTENSOR_METADATA does not lead to it`)

  describe.skipIf(!main)(`the local metadata beside the main network’s at ${spec}`, () => {
    const there = main as MetadataV16

    test('all of it is there with the same indices, names, types and encodings', () => {
      const realTime = createRuntime(allPallets, profiles['real-time'], spec).metadata
      expect(metadataDifferences(realTime, there, new Set([ownVersion]))).toEqual([])
      const fast = createRuntime(allPallets, profiles.fast, spec).metadata
      expect(metadataDifferences(fast, there, new Set([ownVersion, ...fastConstants]))).toEqual([])
    })

    test('the data file is what `npm run metadata` makes of the list', () => {
      const pruned = pruneMetadata(there, { pallets: implementedPallets(spec), apis: implementedApis })
      expect(readFileSync(localMetadataFile(spec), 'utf8')).toBe(formatLocalMetadata(pruned))
    })

    test('the runtime APIs are those that the main network’s runtime says it has', () => {
      const said = versionOf(there).apis.map(([id, version]) => `${id} ${version}`)
      for (const { name, version } of loadLocalMetadata(spec).apis)
        expect(said).toContain(`${blake2AsHex(name, 64)} ${version}`)
    })

    test('a changed index, name, type, default or hasher is seen', () => {
      const broken: Array<[string, (metadata: MetadataV16) => unknown]> = [
        ['Balances has index 6', (copy) => Object.assign(pallet(copy, 'Balances'), { index: 6 })],
        ['calls.burn has index 11', (copy) => Object.assign(variant(copy, 'Call', 'burn'), { index: 11 })],
        [
          'Transfer: fields (sender',
          (copy) => Object.assign(field(copy, 'Event', 'Transfer'), { name: 'sender' }),
        ],
        ['ExistentialDeposit has another value', (copy) => Object.assign(constant(copy), { value: '0x00' })],
        ['storage System.Account has other hashers', (copy) => hashers(copy).pop()],
        ['u32, not u64', (copy) => narrowPrimitive(copy)],
        ['variants, not', (copy) => variants(copy, 'sp_runtime::DispatchError').pop()],
        ['signed extensions', (copy) => copy.extrinsic.signedExtensions.pop()],
      ]
      const { metadata } = createRuntime(allPallets, profiles['real-time'], spec)
      for (const [expected, change] of broken) {
        const copy = structuredClone(metadata)
        change(copy)
        expect(metadataDifferences(copy, there, new Set([ownVersion])).join('\n')).toContain(expected)
      }
    })
  })
}

function versionOf(metadata: MetadataV16): { readonly apis: readonly [string, number][] } {
  const version = found(pallet(metadata, 'System').constants.find(({ name }) => name === 'Version'))
  return codecsOf(424).constant('System', 'Version').dec(version.value) as never
}

function pallet(metadata: MetadataV16, name: string): MetadataV16['pallets'][number] {
  return found(metadata.pallets.find((candidate) => candidate.name === name))
}

function variants(metadata: MetadataV16, path: string) {
  const type = found(metadata.lookup.find((candidate) => candidate.path.join('::') === path))
  if (type.def.tag !== 'variant') throw new Error(`${path} is no enum`)
  return type.def.value
}

function variant(metadata: MetadataV16, kind: 'Call' | 'Event', name: string) {
  return found(
    variants(metadata, `pallet_balances::pallet::${kind}`).find((candidate) => candidate.name === name),
  )
}

function field(metadata: MetadataV16, kind: 'Call' | 'Event', name: string) {
  return found(variant(metadata, kind, name).fields[0])
}

function constant(metadata: MetadataV16) {
  return found(pallet(metadata, 'Balances').constants.find(({ name }) => name === 'ExistentialDeposit'))
}

function hashers(metadata: MetadataV16) {
  const account = found(pallet(metadata, 'System').storage?.items.find(({ name }) => name === 'Account'))
  if (account.type.tag !== 'map') throw new Error('System.Account is no map')
  return account.type.value.hashers
}

/** Makes every u64 a u32. */
function narrowPrimitive(metadata: MetadataV16): void {
  const type = found(metadata.lookup.find(({ def }) => def.tag === 'primitive' && def.value.tag === 'u64'))
  type.def = { tag: 'primitive', value: { tag: 'u32', value: undefined } }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the local metadata is not as this test knows it')
  return value
}
