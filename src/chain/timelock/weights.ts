import { bnToU8a, compactAddLength, compactToU8a, hexToU8a, u8aConcat } from '@polkadot/util'
import { decodeAddress } from '@polkadot/util-crypto'
import { encryptUntil } from './encrypt.ts'

/** What a hotkey says of others, and until which round of which beacon nobody is to read it. */
export interface HiddenWeights {
  /** SS58 of who commits: the chain opens nobody else's. */
  readonly hotkey: string
  readonly uids: readonly number[]
  /** One a UID. */
  readonly values: readonly number[]
  readonly versionKey: bigint
  /** The beacon's, 0x-hex. */
  readonly publicKey: string
  readonly round: number
}

/** The form of a commit that is made here: the chain names its own in `CommitRevealWeightsVersion`. */
export const COMMIT_VERSION = 4

/** The commit, as `WeightsTlockPayload` of the chain's fourth version. */
export function encryptWeights({
  hotkey,
  uids,
  values,
  versionKey,
  publicKey,
  round,
}: HiddenWeights): Uint8Array {
  const payload = u8aConcat(
    compactAddLength(decodeAddress(hotkey)),
    vectorOf(uids),
    vectorOf(values),
    bnToU8a(versionKey, { bitLength: 64, isLe: true }),
  )
  return encryptUntil(hexToU8a(publicKey), round, payload)
}

const vectorOf = (numbers: readonly number[]): Uint8Array =>
  u8aConcat(
    compactToU8a(numbers.length),
    ...numbers.map((number) => bnToU8a(number, { bitLength: 16, isLe: true })),
  )
