import type { Bill } from '../../mechanisms/deposit/slice.ts'
import { type Rao, rao } from '../../mechanisms/money.ts'
import { type BillKind, billOf, type Maker, PAYS_AND_SAYS } from '../kit/bill.ts'
import type { ErrandRunner } from '../kit/errand.ts'

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

/** It destroys nothing. */
export const guaranteeBill = {
  calls: PAYS_AND_SAYS,
  remark: 'tributary:guarantee:v1:',
} satisfies BillKind

/** Rule A5: the one call that pays a guarantor's collateral and names what is guaranteed. */
export function makeGuaranteeBill(chain: Maker, terms: GuaranteeTerms): Bill {
  const { escrow, collateral } = terms
  return billOf(chain, [], { remark: remarkOf(terms), into: escrow, fee: rao(0n), collateral })
}

/** `tributary:guarantee:v1:<repository id>:<issue>:<round>:<SHA of the head>`. */
const remarkOf = ({ repositoryId, issue, round, head }: GuaranteeTerms): string =>
  `${guaranteeBill.remark}${repositoryId}:${issue}:${round}:${head}`

/** A5: the one extrinsic that the invited miner signs. */
export const makeRoundBill: ErrandRunner<'guarantee-bill', 'chain'> = async (
  tools,
  state,
  { round },
  when,
) => {
  const { idea, mining } = state
  const invited = mining.round
  if (!idea?.pots || invited?.number !== round || !invited.invitation) return null
  // A call is made by the runtime of the finalized head: this takes up what that is now.
  await tools.chain.finalized()
  const bill = makeGuaranteeBill(tools.chain, {
    repositoryId: idea.repository.id,
    issue: idea.issue,
    round,
    head: invited.invitation.head,
    escrow: idea.pots.escrow,
    collateral: invited.rules.mining.collateral,
  })
  return { type: 'IssueGuaranteeBill', round, bill, ...when }
}
