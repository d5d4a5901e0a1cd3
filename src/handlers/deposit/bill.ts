import { createHash } from 'node:crypto'
import { tillOf } from '../../chain/pots.ts'
import type { FeeSink } from '../../mechanisms/config.ts'
import type { Bill } from '../../mechanisms/deposit/slice.ts'
import type { Rao } from '../../mechanisms/money.ts'
import { type BillKind, billOf, type Maker, PAYS_AND_SAYS } from '../kit/bill.ts'
import type { ErrandRunner } from '../kit/errand.ts'

export interface BillTerms {
  readonly repositoryId: number
  readonly issue: number
  readonly title: string
  readonly link: string
  /** SS58. */
  readonly till: string
  readonly fee: Rao
  readonly collateral: Rao
  /** `burn` unless said. */
  readonly feeSink?: FeeSink
}

/** The fee is destroyed, the collateral paid. */
export const ideaBill = {
  calls: ['balances.burn', ...PAYS_AND_SAYS],
  remark: 'tributary:idea:v1:',
} satisfies BillKind

/**
 * Rule M2: the one call that pays fee and collateral and names the idea. Only a hash of title and link goes on chain.
 * Throws where the fee is to be spent on alpha: that call is not made yet.
 */
export function makeBill(chain: Maker, terms: BillTerms): Bill {
  const { till, fee, collateral, feeSink } = terms
  if (feeSink && feeSink.kind !== 'burn') {
    throw new Error(`The fee sink "${feeSink.kind}" cannot be paid by a bill yet: set fee.sink to burn.`)
  }
  const { tx } = chain.api()
  return billOf(chain, [tx.balances.burn(fee, true)], {
    remark: remarkOf(terms),
    into: till,
    fee,
    collateral,
  })
}

/** `tributary:idea:v1:<repository id>:<issue>:<SHA-256 of title, line feed and link, hex>`. */
function remarkOf({ repositoryId, issue, title, link }: BillTerms): string {
  const hash = createHash('sha256').update(`${title}\n${link}`).digest('hex')
  return `${ideaBill.remark}${repositoryId}:${issue}:${hash}`
}

/** M2: the one extrinsic that the discoverer signs. */
export const makeIdeaBill: ErrandRunner<'bill', 'chain' | 'treasury'> = async (
  { chain, treasury },
  { idea },
  _errand,
  when,
) => {
  if (!idea) return null
  // A call is made by the runtime of the finalized head: this takes up what that is now.
  await chain.finalized()
  const { fee, collateral } = idea.config.idea
  const bill = makeBill(chain, {
    repositoryId: idea.repository.id,
    issue: idea.issue,
    title: idea.terms.title,
    link: idea.terms.link,
    till: tillOf(treasury),
    fee,
    collateral,
    feeSink: idea.config.feeSink,
  })
  return { type: 'IssueBill', bill, ...when }
}
