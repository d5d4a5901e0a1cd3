import { expect, test } from 'vitest'
import { offlineChain } from '../../test/support/offline-chain.ts'
import type { MetadataV16 } from '../local/subtensor/metadata/prune.ts'
import { keepsLastRegistration, minimumTransfer, shareStorages } from './runtime-traits.ts'
import { whyUnsignable } from './signable.ts'

type Change = (metadata: MetadataV16) => void

const typeNamed = ({ lookup }: MetadataV16, name: string) => {
  const found = lookup.find(({ path }) => path.at(-1) === name)
  if (!found) throw new Error(`no type ${name}`)
  return found
}

const api = async (spec: 424 | 475, change?: Change, version?: 14 | 15 | 16) =>
  (await offlineChain(spec, change, version)).api()

test('the minimum of a transfer of stake is its own where the chain has one', async () => {
  expect(minimumTransfer(await api(424))).toBe(2_000_000n)
  expect(minimumTransfer(await api(475))).toBe(100_000n)
})

test('a chain that does not keep when the last network was registered is known before it is asked', async () => {
  const without: Change = (metadata) => {
    const { def } = typeNamed(metadata, 'RateLimitKey')
    if (def.tag === 'variant') def.value = def.value.filter(({ name }) => name !== 'NetworkLastRegistered')
  }
  for (const spec of [424, 475] as const) {
    expect(keepsLastRegistration(await api(spec))).toBe(true)
    expect(keepsLastRegistration(await api(spec, without))).toBe(false)
  }
})

test('older shares are looked for where there are such', async () => {
  const older: Change = ({ pallets }) => {
    const items = pallets.find(({ name }) => name === 'SubtensorModule')?.storage?.items
    const shares = items?.find(({ name }) => name === 'AlphaV2')
    if (shares) items?.push({ ...shares, name: 'Alpha' })
  }
  expect(shareStorages(await api(424, older))).toEqual(['Alpha', 'AlphaV2'])
  expect(shareStorages(await api(475))).toEqual(['AlphaV2'])
})

test.each([14, 15, 16] as const)(
  'of metadata %d: a signed extension that is not known stops all signing where it carries bytes, and only there',
  async (version) => {
    const renamed =
      (name: string): Change =>
      ({ extrinsic }) => {
        const one = extrinsic.signedExtensions.find(({ identifier }) => identifier === name)
        if (one) one.identifier = 'CheckSomethingNew'
      }
    for (const spec of [424, 475] as const) {
      expect(whyUnsignable(await api(spec, undefined, version))).toBeNull()
      expect(whyUnsignable(await api(spec, renamed('DrandPriority'), version))).toBeNull()
      expect(whyUnsignable(await api(spec, renamed('CheckNonce'), version))).toMatch(
        /wants CheckSomethingNew in each/,
      )
      expect(whyUnsignable(await api(spec, renamed('CheckSpecVersion'), version))).toMatch(
        /nothing is signed/,
      )
    }
  },
)
