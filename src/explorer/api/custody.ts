import { Hono } from 'hono'
import { type PendingApproval, pendingApprovals } from '../../ledger/approvals.ts'
import type { Queries } from '../../ledger/database.ts'

/** Who moves the treasury's money: SS58 addresses, and how many of the signatories must approve. */
export interface Custody {
  readonly address: string
  /** The signatories' account, which acts for the treasury: the same, or its proxy. */
  readonly multisig: string
  readonly signatories: readonly string[]
  readonly threshold: number
}

/** `/api/approvals`: what a guardian needs to look at a call of the treasury and to approve it, without the database. */
export function custodyRoutes(queries: Queries, treasury: Custody | null): Hono {
  const api = new Hono()
  api.get('/', async (context) => {
    const waiting = await pendingApprovals(queries)
    return context.json({ treasury, approvals: waiting.map(approvalShape) })
  })
  return api
}

const approvalShape = ({
  callHash,
  callData,
  timepoint,
  approvedBy,
  signatories,
  threshold,
  maxWeight,
  intents,
}: PendingApproval) => ({
  call_hash: callHash,
  call_data: callData,
  timepoint,
  approved_by: approvedBy,
  signatories,
  threshold,
  max_weight: {
    ref_time: maxWeight.refTime.toString(),
    proof_size: maxWeight.proofSize.toString(),
  },
  intents,
})
