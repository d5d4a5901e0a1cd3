import { u16, u32 } from '@polkadot-api/substrate-bindings'
import { accountBytes, accountFromBytes, blake2b256 } from '../../runtime/hashing.ts'
import type { AccountId, Context } from '../../runtime/pallet.ts'
import { type ProxyType, proxyTypes } from './proxy-type.ts'

/** What a pure account was made of. `height` and `extIndex` are those of the extrinsic that made it. */
export type PureOrigin = {
  readonly spawner: AccountId
  readonly height: number
  readonly extIndex: number
  readonly proxyType: ProxyType
  /** Tells apart what one extrinsic makes. */
  readonly index: number
}

/** The extrinsic in hand. */
export function now(ctx: Context): Pick<PureOrigin, 'height' | 'extIndex'> {
  return { height: ctx.block.number, extIndex: ctx.block.extrinsicIndex ?? 0 }
}

/** A keyless account: blake2-256 of ("modlpy/proxy____", spawner, height u32, extrinsic u32, type, index u16). */
export function pureAccount({ spawner, height, extIndex, proxyType, index }: PureOrigin): AccountId {
  const entropy = [
    ...Buffer.from('modlpy/proxy____'),
    ...accountBytes(spawner),
    ...u32.enc(height),
    ...u32.enc(extIndex),
    proxyTypes.indexOf(proxyType.type),
    ...u16.enc(index),
  ]
  return accountFromBytes(blake2b256(Uint8Array.from(entropy)))
}
