import { createHash } from 'node:crypto'
import { stringToU8a, u8aToHex } from '@polkadot/util'
import { blake2AsHex } from '@polkadot/util-crypto'
import type { FeeSink } from '../mechanisms/config.ts'
import type { Bill } from '../mechanisms/deposit/slice.ts'
import { type Rao, rao } from '../mechanisms/money.ts'
import type { Chain } from './client.ts'
import type { Extrinsic } from './extrinsic.ts'

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
export function makeBill(chain: Maker, terms: BillTerms): Bill {
  const { escrow, fee, collateral, feeSink } = terms
  if (feeSink && feeSink.kind !== 'burn') {
    throw new Error(`The fee sink "${feeSink.kind}" cannot be paid by a bill yet: set fee.sink to burn.`)
  }
  const { tx } = chain.api()
  return billOf(chain, [tx.balances.burn(fee, true)], { remark: ideaRemark(terms), escrow, fee, collateral })
}

export interface GuaranteeTerms {
  /** The market's repository: the one that the idea was opened in. */
  readonly repositoryId: number
  readonly issue: number
  readonly round: number
  /** SHA of the head that is guaranteed. */
  readonly head: string
  /** SS58. */
  readonly escrow: string
  readonly collateral: Rao
}

/** Rule A5: the one call that pays a guarantor's collateral and names what is guaranteed. It destroys nothing. */
export function makeGuaranteeBill(chain: Maker, terms: GuaranteeTerms): Bill {
  const { escrow, collateral } = terms
  return billOf(chain, [], { remark: guaranteeRemark(terms), escrow, fee: rao(0n), collateral })
}

type Maker = Pick<Chain, 'api' | 'specVersion'>

function billOf(
  chain: Maker,
  first: readonly Extrinsic[],
  { remark, escrow, fee, collateral }: Pick<Bill, 'remark' | 'fee' | 'collateral'> & { escrow: string },
): Bill {
  const { tx } = chain.api()
  const calls = [
    ...first,
    tx.balances.transferKeepAlive(escrow, collateral),
    tx.system.remarkWithEvent(u8aToHex(stringToU8a(remark))),
  ]
  const callHex = tx.utility.batchAll(calls).method.toHex()
  return {
    callHex,
    remark,
    remarkHash: remarkHash(remark),
    fee,
    collateral,
    specVersion: chain.specVersion,
  }
}

/** `tributary:idea:v1:<repository id>:<issue>:<SHA-256 of title, line feed and link, hex>`. */
function ideaRemark({ repositoryId, issue, title, link }: BillTerms): string {
  const hash = createHash('sha256').update(`${title}\n${link}`).digest('hex')
  return `tributary:idea:v1:${repositoryId}:${issue}:${hash}`
}

/** `tributary:guarantee:v1:<repository id>:<issue>:<round>:<SHA of the head>`. */
const guaranteeRemark = ({ repositoryId, issue, round, head }: GuaranteeTerms): string =>
  `tributary:guarantee:v1:${repositoryId}:${issue}:${round}:${head}`

/** What the chain's Remarked event says of a remark: blake2-256 of its bytes, 0x-hex. */
export const remarkHash = (remark: string): string => blake2AsHex(stringToU8a(remark), 256)
