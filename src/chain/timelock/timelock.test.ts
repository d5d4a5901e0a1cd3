import { u8aToU8a } from '@polkadot/util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beaconPublicKey, signRound } from '../../local/subtensor/beacon/beacon.ts'
import { openTimelocked } from '../../local/subtensor/beacon/open.ts'
import { encryptUntil } from './encrypt.ts'

// drand's quicknet: its public key, and what it signed in round 1,000.
const QUICKNET =
  '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a'
const ROUND = 1_000
const SIGNED =
  'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'

/** Encrypted to it by the Rust crate that the chain uses, in its WebAssembly (@ideallabs/timelock_wasm_wrapper 1.0.0). */
const BY_THE_CRATE =
  'b7dc35e516eaad18a634d0fdce4fb5231d8d9661566a633e1c01d1b33243ecb708fe3c750995dd8be1ea0bd423e00c3e0276ae889e2019e2b05ca919e7e8eb94f1584928f385069d0c60dbc03cd5400ed35faba91758194d00fcf1ffcabc21832000000000000000ff363da5288325cab6854a421c87688c3c046a5dc44a1ed1f7a1fc12d2b6bcb02000000000000000fcf15128b354b1619a89e253788811dd120aa3f408b39660c33cae227810751e4a000000000000002e00000000000000ff75b95d054ed5317586247eb8860fae632b91d2bec5f578f6b09d8c851e7ab9ce96099e247d94246d5ad405174a0c000000000000001db9d4e7c35e340bfbb492cf08000000000000004145535f47434d5f'

/** Encrypted here, and opened by the same crate. */
const OPENED_BY_THE_CRATE =
  'b9285077b1385375e3a64079c218bc78be23b9e28c562bb424d74577dc43bc05d3cec5b46f032469b628285ac1a1330e0a356737e5c8bd94e8abce6126a264e4191c37c96ee5b6f661a5188517684090098401b35c0bea370c1326029c3186ee2000000000000000fc06128a67b8899b9139a8cf1f52adfe1012b53e2988e8fff6317d9e8d649c672000000000000000a2ee3cbe73755a92cf773f8dd36e4d2f78af15476ed2fedef8e7a6b5b24b836045000000000000002900000000000000aa06c72f48d174089b2fc6ae87f8b4441520bb51347cb45cbce32cd72ec59a0f510f431dd4df8c3f7e0c000000000000007b948fd2ed7f0d395616351e08000000000000004145535f47434d5f'

const bytes = (hex: string): Uint8Array => u8aToU8a(`0x${hex}`)
const text = (message: Uint8Array): string => Buffer.from(message).toString()

test('what the chain’s crate encrypted opens here, and what is encrypted here are bytes that the crate opened', () => {
  expect(text(openTimelocked(bytes(BY_THE_CRATE), bytes(SIGNED)))).toBe('Known answer of the Rust crate')
  const sealed = encryptUntil(bytes(QUICKNET), ROUND, Buffer.from('Known answer of Tributary'))
  expect(Buffer.from(sealed).toString('hex')).toBe(OPENED_BY_THE_CRATE)
})

test('another round’s signature opens nothing, and neither does anything that was changed', () => {
  const message = Uint8Array.from(Buffer.from('the weights'))
  const sealed = encryptUntil(beaconPublicKey, 77, message)
  expect(openTimelocked(sealed, signRound(77))).toEqual(message)
  expect(() => openTimelocked(sealed, signRound(78))).toThrow('of another round')
  const flipped = fc.integer({ min: 0, max: sealed.length - 17 })
  fc.assert(
    fc.property(flipped, (place) => {
      const changed = sealed.map((byte, at) => (at === place ? byte ^ 1 : byte))
      expect(() => openTimelocked(changed, signRound(77))).toThrow()
    }),
    { numRuns: 4 },
  )
  expect(() => encryptUntil(beaconPublicKey.slice(1), 77, message)).toThrow()
})
