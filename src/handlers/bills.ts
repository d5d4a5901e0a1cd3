import type { Call } from '@polkadot/types/interfaces'
import { u8aToString } from '@polkadot/util'
import { encodeAddress } from '@polkadot/util-crypto'
import type { Chain } from '../chain/client.ts'
import { SS58_PREFIX } from '../chain/pots.ts'
import { type Rao, rao } from '../mechanisms/money.ts'
import { ideaBill } from './deposit/bill.ts'
import type { BillKind } from './kit/bill.ts'
import { guaranteeBill } from './mining/guarantee-bill.ts'

/** Every kind of bill that somebody may be asked to sign. */
const billKinds = { idea: ideaBill, guarantee: guaranteeBill } as const satisfies Record<string, BillKind>

type KindName = keyof typeof billKinds

/** What a bill's call would do. */
export interface BillContents {
  readonly kind: KindName
  /** Zero where the bill destroys nothing. */
  readonly fee: Rao
  /** SS58 of the account that the collateral is paid into. */
  readonly into: string
  readonly collateral: Rao
  readonly remark: string
}

/** Reads a bill's call, so that who signs it sees what it does. Throws where it is anything else than a bill. */
export function decodeBill(chain: Pick<Chain, 'api'>, callHex: string): BillContents {
  const batch = chain.api().registry.createType('Call', callHex) as unknown as Call
  const calls =
    batch.section === 'utility' && batch.method === 'batchAll' ? (batch.args[0] as unknown as Call[]) : []
  const kind = kindOf(calls)
  const [remark, transfer, burn] = calls.toReversed()
  if (!kind || !transfer || !remark) throw new Error('This call is no bill: do not sign it.')
  const [fee, keepAlive] = burn?.args ?? []
  const [destination, collateral] = transfer.args
  const text = u8aToString(remark.args[0]?.toU8a(true))
  const isKept = burn === undefined || keepAlive?.toString() === 'true'
  if (!isKept || !text.startsWith(billKinds[kind].remark) || batch.toHex() !== callHex.toLowerCase()) {
    throw new Error('This call is no bill as Tributary makes it: do not sign it.')
  }
  return {
    kind,
    fee: rao(BigInt(fee?.toString() ?? 0)),
    into: encodeAddress(destination?.toString() ?? '', SS58_PREFIX),
    collateral: rao(BigInt(collateral?.toString() ?? 0)),
    remark: text,
  }
}

function kindOf(calls: readonly Call[]): KindName | undefined {
  const names = calls.map(({ section, method }) => `${section}.${method}`).join(' ')
  return (Object.keys(billKinds) as KindName[]).find((kind) => billKinds[kind].calls.join(' ') === names)
}
