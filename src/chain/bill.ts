import { createHash } from 'node:crypto'
import type { Call } from '@polkadot/types/interfaces'
import { stringToU8a, u8aToHex, u8aToString } from '@polkadot/util'
import { blake2AsHex, encodeAddress } from '@polkadot/util-crypto'
import type { FeeSink } from '../mechanisms/config.ts'
import type { Bill } from '../mechanisms/deposit/slice.ts'
import { type Rao, rao } from '../mechanisms/money.ts'
import type { Chain } from './client.ts'
import { SS58_PREFIX } from './pots.ts'

export interface BillTerms {
  readonly repositoryId: number
  readonly issue: number
  readonly title: string
  readonly link: string
  /** SS58. */
  readonly escrow: string
  readonly fee: Rao
  readonly collateral: Rao
  /** `burn` unless said. */
  readonly feeSink?: FeeSink
}

/**
 * Rule M2: the one call that pays fee and collateral and names the idea. Only a hash of title and link goes on chain.
 * Throws where the fee is to be spent on alpha: that call is not made yet.
 */
export function makeBill(chain: Pick<Chain, 'api' | 'specVersion'>, terms: BillTerms): Bill {
  const { escrow, fee, collateral, feeSink } = terms
  if (feeSink && feeSink.kind !== 'burn') {
    throw new Error(`The fee sink "${feeSink.kind}" cannot be paid by a bill yet: set feeSink to burn.`)
  }
  const { tx } = chain.api()
  const remark = remarkOf(terms)
  const calls = [
    tx.balances.burn(fee, true),
    tx.balances.transferKeepAlive(escrow, collateral),
    tx.system.remarkWithEvent(u8aToHex(stringToU8a(remark))),
  ]
  return {
    callHex: tx.utility.batchAll(calls).method.toHex(),
    remark,
    remarkHash: remarkHash(remark),
    fee,
    collateral,
    specVersion: chain.specVersion,
  }
}

/** `tributary:idea:v1:<repository id>:<issue>:<SHA-256 of title, line feed and link, hex>`. */
function remarkOf({ repositoryId, issue, title, link }: BillTerms): string {
  const hash = createHash('sha256').update(`${title}\n${link}`).digest('hex')
  return `tributary:idea:v1:${repositoryId}:${issue}:${hash}`
}

/** What the chain's Remarked event says of a remark: blake2-256 of its bytes, 0x-hex. */
export const remarkHash = (remark: string): string => blake2AsHex(stringToU8a(remark), 256)

/** What a bill's call would do. */
export interface BillContents {
  readonly fee: Rao
  readonly escrow: string
  readonly collateral: Rao
  readonly remark: string
}

/** Reads a bill's call, so that who signs it sees what it does. Throws where it is anything else than a bill. */
export function decodeBill(chain: Pick<Chain, 'api'>, callHex: string): BillContents {
  const batch = chain.api().registry.createType('Call', callHex) as unknown as Call
  const calls =
    batch.section === 'utility' && batch.method === 'batchAll' ? (batch.args[0] as unknown as Call[]) : []
  const names = calls.map(({ section, method }) => `${section}.${method}`).join(' ')
  const [burn, transfer, remark] = calls
  if (
    names !== 'balances.burn balances.transferKeepAlive system.remarkWithEvent' ||
    !burn ||
    !transfer ||
    !remark
  ) {
    throw new Error('This call is not the bill of an idea: do not sign it.')
  }
  const [fee, keepAlive] = burn.args
  const [destination, collateral] = transfer.args
  if (keepAlive?.toString() !== 'true' || batch.toHex() !== callHex.toLowerCase()) {
    throw new Error('This call is not the bill of an idea as Tributary makes it: do not sign it.')
  }
  return {
    fee: rao(BigInt(fee?.toString() ?? 0)),
    escrow: encodeAddress(destination?.toString() ?? '', SS58_PREFIX),
    collateral: rao(BigInt(collateral?.toString() ?? 0)),
    remark: u8aToString(remark.args[0]?.toU8a(true)),
  }
}
