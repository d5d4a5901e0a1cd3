import type { KeyringPair } from '@polkadot/keyring/types'
import { bnToU8a, stringToU8a, u8aConcat } from '@polkadot/util'
import {
  blake2AsU8a,
  createKeyMulti,
  decodeAddress,
  encodeAddress,
  sortAddresses,
} from '@polkadot/util-crypto'

/** The keyless account that `utility.asDerivative(index, …)` acts as ("Pots and payments"). */
export function derivativeOf(address: string, index: number): string {
  const number = bnToU8a(index, { bitLength: 16, isLe: true })
  return encodeAddress(blake2AsU8a(u8aConcat('modlpy/utilisuba', decodeAddress(address), number)), 42)
}

/** The keyless account that extrinsic `index` of block `height` made by `proxy.createPure('Any', 0, 0)`. */
export function pureOf(spawner: string, { height, index }: { height: number; index: number }): string {
  const when = [height, index].map((number) => bnToU8a(number, { bitLength: 32, isLe: true }))
  const anyAndZero = new Uint8Array(3)
  const entropy = u8aConcat('modlpy/proxy____', decodeAddress(spawner), ...when, anyAndZero)
  return encodeAddress(blake2AsU8a(entropy), 42)
}

/** The account of all signatories together. */
export function multisigOf(signatories: readonly KeyringPair[], threshold: number): string {
  const addresses = signatories.map(({ address }) => address)
  return encodeAddress(createKeyMulti(addresses, threshold), 42)
}

/** The others' addresses as the calls want them: in order of their bytes. */
export function others(signatories: readonly KeyringPair[], sender: KeyringPair): string[] {
  const addresses = signatories.filter((one) => one !== sender).map(({ address }) => address)
  return sortAddresses(addresses, 42)
}

/** The account that holds a crowdloan's money: "modl", the pallet's id, the crowdloan's, and zeros. */
export function fundsAccountOf(crowdloanId: number): string {
  const bytes = new Uint8Array(32)
  bytes.set(u8aConcat(stringToU8a('modlbt/cloan'), bnToU8a(crowdloanId, { bitLength: 32, isLe: true })))
  return encodeAddress(bytes, 42)
}

export function byBytes(addresses: readonly string[]): string[] {
  return sortAddresses([...addresses], 42)
}
