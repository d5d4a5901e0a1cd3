import { eq, lte, or } from 'drizzle-orm'
import type { Writing } from '../../ledger/ledger.ts'
import { links, subnets } from '../../ledger/schema.ts'
import type { Occurrence } from '../../mechanisms/decider.ts'
import type { SubnetCommand } from '../../mechanisms/subnet/state.ts'
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
      return handleOf(writing, eq(subnets.loanId, loan), { type, loan, coldkey, amount, ...when })
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

async function recordDeposit(writing: Writing, fact: Deposit, when: Occurrence): Promise<void> {
  const { escrow, payer, amount, fee, remarkHashes, extrinsic } = fact
  const [row] = await writing.queries
    .select({ coldkey: links.coldkey })
    .from(subnets)
    .innerJoin(links, eq(links.userId, subnets.discovererId))
    .where(eq(subnets.escrow, escrow))
  const discovererColdkey = row?.coldkey ?? null
  const deposit = { payer, amount, fee, remarkHashes, extrinsic, discovererColdkey, ...when }
  await handleOf(writing, eq(subnets.escrow, escrow), { type: 'SeeDeposit', ...deposit })
}

async function handleOf(
  writing: Writing,
  where: ReturnType<typeof eq>,
  command: SubnetCommand,
): Promise<void> {
  const [row] = await writing.queries.select({ stream: subnets.stream }).from(subnets).where(where)
  if (row) await writing.handle(row.stream, command)
}

async function recordTicks(writing: Writing, block: Block): Promise<void> {
  const due = await writing.queries
    .select({ stream: subnets.stream })
    .from(subnets)
    .where(or(lte(subnets.dueAt, block.timestamp), lte(subnets.dueBlock, block.number)))
    .orderBy(subnets.ordinal)
  for (const { stream } of due) {
    await writing.handle(stream, { type: 'Tick', block: block.number, ...occurrence(block, null) })
  }
}
