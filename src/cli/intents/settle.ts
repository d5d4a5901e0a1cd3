import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { amountOf } from '../../chain/call-kinds.ts'
import { type Chain, connectChain } from '../../chain/client.ts'
import { potAddress } from '../../chain/pots.ts'
import type { Block, ChainEvent } from '../../chain/watcher/block.ts'
import { fetchBlock } from '../../chain/watcher/fetch-block.ts'
import { recordFacts } from '../../chain/watcher/record.ts'
import { recordTold } from '../../chain/watcher/record-told.ts'
import { type OperatorReport, toldOutcome } from '../../chain/watcher/told-outcome.ts'
import { calls } from '../../handlers/calls.ts'
import { type Moves, readMoves } from '../../handlers/funding/moves.ts'
import { senses } from '../../handlers/senses.ts'
import { readCursor } from '../../ledger/cursors.ts'
import type { Queries } from '../../ledger/database.ts'
import { type IntentStanding, readUnreadable, type Unreadable } from '../../ledger/intents.ts'
import type { Handled, Ledger, Writing } from '../../ledger/ledger.ts'
import { treasuryPaying } from '../../ledger/read-subnet.ts'
import { readOnChain } from '../../ledger/subnets.ts'
import type { Outcome } from '../../mechanisms/intent.ts'
import type { OperatorOrder } from './change.ts'
import { findIntent } from './find.ts'
import { provenOutcome } from './proof.ts'

export interface Settling extends OperatorOrder, OperatorReport {
  /** The extrinsic that was looked up. */
  readonly block: number
  readonly index: number
  /** WebSocket URL of a Subtensor node that has that block's state. */
  readonly node: string
}

/**
 * Ends an intent whose outcome could not be read, as the operator says. What a success tells beside itself is read from the
 * chain. One that is owed is called paid only where the block proves it. Throws, in words, where the extrinsic is not the one.
 */
export async function orderSettlement(ledger: Ledger, settling: Settling): Promise<string> {
  const { key, node } = settling
  const found = await find(ledger.queries, key, settling.paid)
  const chain = await connectChain({ endpoints: [node], logger: pino({ level: 'silent' }) })
  try {
    const { number } = await chain.finalized()
    if (number < settling.block)
      throw new Error(`Block ${settling.block} is not final: the last one is ${number}.`)
    const block = await fetchBlock(chain, settling.block)
    const outcome = await outcomeOf(ledger, chain, settling, found, block)
    const loan = outcome.ok && outcome.created ? outcome.created.loan : null
    const caughtUp = loan === null ? null : await catchUp(ledger, chain, loan, block.number)
    const told = await ledger.write((writing) => write(writing, settling, { block, outcome, caughtUp }))
    return said(settling, told)
  } finally {
    await chain.close()
  }
}

function said({ key, paid }: Settling, told: Handled['events']): string {
  if (paid) return `${key} is settled: it is not paid again.`
  return told.some(({ type }) => type === 'IntentFailed')
    ? `${key} has failed: it is due again, as any that failed on chain.`
    : `${key} has failed. Nothing asks for it any more, so it is not paid.`
}

/** What moved in and out of a loan while the ledger did not know it. */
interface CaughtUp {
  readonly moves: readonly Moves[]
  /** The last block that the ledger had recorded. */
  readonly until: number
}

/** Takes two blocks' time after reading, so that a ledger that moves on is seen to. */
async function catchUp(ledger: Ledger, chain: Chain, loan: number, from: number): Promise<CaughtUp> {
  const until = (await readCursor(ledger.queries))?.block ?? from
  const moves = await readMoves(chain, loan, from, until)
  await sleep(2 * chain.slotDuration)
  return { moves, until }
}

async function write(
  writing: Writing,
  { key, paid, operator, reason, at, index }: Settling,
  { block, outcome, caughtUp }: { block: Block; outcome: Outcome; caughtUp: CaughtUp | null },
): Promise<Handled['events']> {
  const { queries } = writing
  const found = await find(queries, key, paid)
  if (caughtUp && (await readCursor(queries))?.block !== caughtUp.until) {
    throw new Error(
      'The App is running: stop it first. It would miss what comes into the crowdloan just now.',
    )
  }
  const { number, hash: blockHash, extrinsics, timestamp } = block
  const { purpose } = found.intent
  const extrinsic = { block: number, blockHash, index, hash: extrinsics[index] ?? '' }
  const source = { kind: 'operator', name: operator } as const
  const told = await recordTold(writing, {
    ...found,
    amount: found.item?.amount ?? amountOf(calls, found.intent.call, costOf(outcome)),
    landedAt: timestamp,
    command: { type: 'TellOutcome', key, purpose, extrinsic, outcome, operator, reason, at, source },
  })
  for (const moved of caughtUp?.moves ?? []) await recordFacts(writing, senses, moved.block, moved.facts)
  return told
}

type Found = Awaited<ReturnType<typeof find>>

/** What a registration cost; other calls say themselves what they take. */
const costOf = (outcome: Outcome): bigint => (outcome.ok && outcome.registered?.lockCost) || 0n

/** What nothing of this ledger's is about to pay. */
const PROVABLE: readonly IntentStanding[] = ['owed', 'retrying', 'held', 'cancelled']

async function find(queries: Queries, key: string, isPaid: boolean) {
  const { intent, stream, hold, standing, coldkey } = await findIntent(queries, key)
  const item = (await readUnreadable(queries)).get(key) ?? null
  if (item || (isPaid && PROVABLE.includes(standing) && coldkey !== null)) {
    return { item, intent, stream, hold, coldkey: coldkey ?? '' }
  }
  throw new Error(
    isPaid
      ? `${key} is ${standing}: only what is owed, or whose outcome could not be read, is called paid by hand.`
      : `${key} is ${standing}: only what became of an intent whose outcome could not be read is called failed by hand.`,
  )
}

async function outcomeOf(
  { queries }: Ledger,
  chain: Chain,
  settling: Settling,
  { item, intent, stream, hold, coldkey }: Found,
  block: Block,
): Promise<Outcome> {
  if (!item) return provenOutcome(queries, chain, { intent, stream, coldkey, block, index: settling.index })
  const events = eventsOf(block, settling.index, item)
  if (!events) {
    throw new Error(
      `Extrinsic ${block.number}-${settling.index} did not carry ${intent.key} out. ${hold ?? ''}`.trim(),
    )
  }
  const float = (await treasuryPaying(queries, stream)) ?? ''
  const known = new Set((await readOnChain(queries)).flatMap(({ loanId }) => loanId ?? []))
  return toldOutcome(calls, intent, settling, { events, pot: potAddress(float, intent.pot), known })
}

/** What happened until our call had been carried out; null where the extrinsic is not the one that did. */
function eventsOf(block: Block, index: number, { attempt, callHash }: Unreadable): ChainEvent[] | null {
  const events = block.events.filter(({ extrinsic }) => extrinsic === index)
  if (callHash === null) return block.extrinsics[index] === attempt ? events : null
  const end = events.findIndex((event) => event.kind === 'multisig-executed' && event.callHash === callHash)
  return end === -1 ? null : events.slice(0, end)
}
