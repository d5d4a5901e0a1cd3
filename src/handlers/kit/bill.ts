import { stringToU8a, u8aToHex } from '@polkadot/util'
import { blake2AsHex } from '@polkadot/util-crypto'
import type { Chain } from '../../chain/client.ts'
import type { Extrinsic } from '../../chain/extrinsic.ts'
import type { Bill } from '../../mechanisms/deposit/slice.ts'

/** What a kind of bill is known by. */
export interface BillKind {
  /** The calls in its batch, in their order, by their names in the metadata. */
  readonly calls: readonly string[]
  /** How its remark begins. */
  readonly remark: string
}

/** How every bill ends: it pays one of our accounts, and its remark says for what. */
export const PAYS_AND_SAYS = ['balances.transferKeepAlive', 'system.remarkWithEvent'] as const

export type Maker = Pick<Chain, 'api' | 'specVersion'>

/** The one call that does what comes `first`, pays the collateral `into` an account (SS58), and says in its remark for what. */
export function billOf(
  chain: Maker,
  first: readonly Extrinsic[],
  { remark, into, fee, collateral }: Pick<Bill, 'remark' | 'fee' | 'collateral'> & { into: string },
): Bill {
  const { tx } = chain.api()
  const calls = [
    ...first,
    tx.balances.transferKeepAlive(into, collateral),
    tx.system.remarkWithEvent(u8aToHex(stringToU8a(remark))),
  ]
  const callHex = tx.utility.batchAll(calls).method.toHex()
  return {
    callHex,
    remark,
    remarkHash: remarkHash(remark),
    into,
    fee,
    collateral,
    specVersion: chain.specVersion,
  }
}

/** What the chain's Remarked event says of a remark: blake2-256 of its bytes, 0x-hex. */
export const remarkHash = (remark: string): string => blake2AsHex(stringToU8a(remark), 256)
