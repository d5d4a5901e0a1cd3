import { makeGuaranteeBill } from '../../chain/bill.ts'
import type { ErrandRunner } from '../kit/errand.ts'

/** A5: the one extrinsic that the invited miner signs. */
export const makeRoundBill: ErrandRunner<'guarantee-bill'> = async (tools, state, { round }, when) => {
  const { idea, mining } = state
  const invited = mining.rounds.find(({ number }) => number === round)
  if (!idea || !invited?.invitation) return null
  await tools.chain.refresh()
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
