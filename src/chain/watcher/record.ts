import type { Writing } from '../../ledger/ledger.ts'
import { dueStreams } from '../../ledger/subnets.ts'
import { GRACE } from '../../mechanisms/kernel/grace.ts'
import type { Occurrence } from '../../mechanisms/kernel/occurrence.ts'
import { type Senses, sense } from '../senses.ts'
import type { Block } from './block.ts'
import type { Fact } from './facts.ts'
import {
  recordApproval,
  recordDecision,
  recordExecution,
  recordLanding,
  recordRemoval,
} from './record-outcomes.ts'

/**
 * Tells the rules what one finalized block holds, in its order. Then it tells that time has passed, and up to when all that people
 * wrote was heard. Inside one transaction.
 */
export async function recordBlock(
  writing: Writing,
  senses: Senses,
  block: Block,
  facts: readonly Fact[],
  heardUpTo = block.timestamp - GRACE,
): Promise<void> {
  await recordFacts(writing, senses, block, facts)
  await recordTicks(writing, block, heardUpTo)
}

export async function recordFacts(
  writing: Writing,
  senses: Senses,
  block: Block,
  facts: readonly Fact[],
): Promise<void> {
  for (const fact of facts) await recordFact(writing, senses, fact, occurrence(block, fact.extrinsic.index))
}

const occurrence = (block: Block, extrinsic: number | null): Occurrence => ({
  at: block.timestamp,
  source: { kind: 'block', block: block.number, blockHash: block.hash, extrinsic },
})

async function recordFact(writing: Writing, senses: Senses, fact: Fact, when: Occurrence): Promise<void> {
  switch (fact.kind) {
    case 'landed':
      return recordLanding(writing, fact, when)
    case 'executed':
      return recordExecution(writing, fact, when)
    case 'removed':
      return recordRemoval(writing, fact, when)
    case 'decided':
      return recordDecision(writing, fact, when)
    case 'opened':
    case 'approved':
    case 'cancelled':
      return recordApproval(writing, fact, when)
    // Whatever else there is, people did: a fact that no family can hear does not compile here.
    default:
      return sense(senses, writing, fact, when)
  }
}

/** What people wrote shortly before a deadline may still come: what they decide waits a little longer than what time alone does. */
async function recordTicks(writing: Writing, block: Block, heardUpTo: number): Promise<void> {
  const due = await dueStreams(writing.queries, { at: block.timestamp, block: block.number })
  for (const stream of due) {
    const tick = { type: 'Tick', block: block.number, heardUpTo, ...occurrence(block, null) } as const
    await writing.handle(stream, tick)
  }
}
