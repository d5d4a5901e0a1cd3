import type { Writing } from '../../ledger/ledger.ts'
import { discovererColdkey, dueStreams, subnetWithEscrow, subnetWithLoan } from '../../ledger/subnets.ts'
import type { Occurrence } from '../../mechanisms/decider.ts'
import { namesRound } from '../../mechanisms/mining/guarantee.ts'
import { raceOf } from '../../mechanisms/streams/names.ts'
import type { Block } from './block.ts'
import type { Deposit, Fact } from './read-block.ts'
import { recordApproval, recordExecution, recordLanding, recordRemoval } from './record-outcomes.ts'

/** Tells the rules what one finalized block holds, in its order, and then that time has passed. Inside one transaction. */
export async function recordBlock(writing: Writing, block: Block, facts: readonly Fact[]): Promise<void> {
  await recordFacts(writing, block, facts)
  await recordTicks(writing, block)
}

export async function recordFacts(writing: Writing, block: Block, facts: readonly Fact[]): Promise<void> {
  for (const fact of facts) await recordFact(writing, fact, occurrence(block, fact.extrinsic.index))
}

const occurrence = (block: Block, extrinsic: number | null): Occurrence => ({
  at: block.timestamp,
  source: { kind: 'block', block: block.number, blockHash: block.hash, extrinsic },
})

async function recordFact(writing: Writing, fact: Fact, when: Occurrence): Promise<void> {
  switch (fact.kind) {
    case 'contribution':
    case 'withdrawal': {
      const type = fact.kind === 'contribution' ? 'SeeContribution' : 'SeeWithdrawal'
      const { loan, coldkey, amount } = fact
      const stream = await subnetWithLoan(writing.queries, loan)
      if (stream) await writing.handle(stream, { type, loan, coldkey, amount, ...when })
      return
    }
    case 'deposit':
      return recordDeposit(writing, fact, when)
    case 'landed':
      return recordLanding(writing, fact, when)
    case 'executed':
      return recordExecution(writing, fact, when)
    case 'removed':
      return recordRemoval(writing, fact, when)
    case 'opened':
    case 'approved':
    case 'cancelled':
      return recordApproval(writing, fact, when)
  }
}

/** TAO in the escrow is a guarantee where its remark names a round, and the idea's deposit otherwise. */
async function recordDeposit(writing: Writing, fact: Deposit, when: Occurrence): Promise<void> {
  const { escrow, payer, amount, fee, remarkHashes, extrinsic } = fact
  const stream = await subnetWithEscrow(writing.queries, escrow)
  if (!stream) return
  const paid = { payer, amount, remarkHashes, extrinsic, ...when }
  const { mining } = await writing.readRace(stream)
  if (namesRound(mining, remarkHashes)) {
    await writing.handle(raceOf(stream), { type: 'SeeGuarantee', ...paid })
    return
  }
  const discoverer = await discovererColdkey(writing.queries, escrow)
  await writing.handle(stream, { type: 'SeeDeposit', fee, discovererColdkey: discoverer, ...paid })
}

async function recordTicks(writing: Writing, block: Block): Promise<void> {
  const due = await dueStreams(writing.queries, { at: block.timestamp, block: block.number })
  for (const stream of due) {
    await writing.handle(stream, { type: 'Tick', block: block.number, ...occurrence(block, null) })
  }
}
