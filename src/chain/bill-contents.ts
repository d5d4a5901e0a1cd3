import type { Call } from '@polkadot/types/interfaces'
import { u8aToString } from '@polkadot/util'
import { encodeAddress } from '@polkadot/util-crypto'
import { type Rao, rao } from '../mechanisms/money.ts'
import type { Chain } from './client.ts'
import { SS58_PREFIX } from './pots.ts'

/** What a bill's call would do. */
export interface BillContents {
  /** An idea's fee and collateral, or a guarantor's collateral. */
  readonly kind: 'idea' | 'guarantee'
  /** Zero in the bill of a guarantee. */
  readonly fee: Rao
  readonly escrow: string
  readonly collateral: Rao
  readonly remark: string
}

/** The calls of each kind of bill, and how its remark begins. */
const KINDS = [
  {
    kind: 'idea',
    names: 'balances.burn balances.transferKeepAlive system.remarkWithEvent',
    remark: 'tributary:idea:v1:',
  },
  {
    kind: 'guarantee',
    names: 'balances.transferKeepAlive system.remarkWithEvent',
    remark: 'tributary:guarantee:v1:',
  },
] as const

/** Reads a bill's call, so that who signs it sees what it does. Throws where it is anything else than a bill. */
export function decodeBill(chain: Pick<Chain, 'api'>, callHex: string): BillContents {
  const batch = chain.api().registry.createType('Call', callHex) as unknown as Call
  const calls =
    batch.section === 'utility' && batch.method === 'batchAll' ? (batch.args[0] as unknown as Call[]) : []
  const names = calls.map(({ section, method }) => `${section}.${method}`).join(' ')
  const known = KINDS.find((kind) => kind.names === names)
  const [remark, transfer, burn] = calls.toReversed()
  if (!known || !transfer || !remark) throw new Error('This call is no bill: do not sign it.')
  const [fee, keepAlive] = burn?.args ?? []
  const [destination, collateral] = transfer.args
  const text = u8aToString(remark.args[0]?.toU8a(true))
  const isKept = burn === undefined || keepAlive?.toString() === 'true'
  if (!isKept || !text.startsWith(known.remark) || batch.toHex() !== callHex.toLowerCase()) {
    throw new Error('This call is no bill as Tributary makes it: do not sign it.')
  }
  return {
    kind: known.kind,
    fee: rao(BigInt(fee?.toString() ?? 0)),
    escrow: encodeAddress(destination?.toString() ?? '', SS58_PREFIX),
    collateral: rao(BigInt(collateral?.toString() ?? 0)),
    remark: text,
  }
}
