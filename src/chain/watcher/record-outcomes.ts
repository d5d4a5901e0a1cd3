import {
  carriableCalls,
  dropOpening,
  endApproval,
  noteApproval,
  noteOpened,
  openingAttempt,
} from '../../ledger/approvals.ts'
import { closeItems, FILTERED, noteFiltered, type OpenItem, openItemsOf } from '../../ledger/attempt-items.ts'
import { markFinal } from '../../ledger/attempts.ts'
import { hold, release } from '../../ledger/holds.ts'
import type { Writing } from '../../ledger/ledger.ts'
import type { ExtrinsicRef, Outcome } from '../../mechanisms/intent.ts'
import type { Occurrence } from '../../mechanisms/kernel/occurrence.ts'
import { multisigAddress } from '../pots.ts'
import { bookSpendings, type Spent } from '../settlement/spendings.ts'
import type { DecidedRegistration, Executed, Fact, Landed, Removed } from './facts.ts'
import type { ItemOutcome } from './read-items.ts'
import { settleRows } from './settle-rows.ts'

/** One of our extrinsics is final. What it opened stays in flight; what it carried out is told to the rules. */
export async function recordLanding(writing: Writing, fact: Landed, when: Occurrence): Promise<void> {
  const { attempt, outcomes, extrinsic } = fact
  await markFinal(writing.queries, attempt)
  if (outcomes === null) return
  await dropOpening(writing.queries, attempt)
  const filtered =
    outcomes === 'unreadable' ? [] : outcomes.flatMap((read, at) => (isFiltered(read) ? [at] : []))
  await noteFiltered(writing.queries, attempt, filtered)
  await settleItems(writing, { attempt, outcomes, extrinsic, when })
}

/** The last approval carried the call out. */
export async function recordExecution(writing: Writing, fact: Executed, when: Occurrence): Promise<void> {
  const { callHash, outcomes, extrinsic } = fact
  const attempt = await openingAttempt(writing.queries, callHash)
  if (attempt === null) return
  await endApproval(writing.queries, callHash, 'executed')
  await settleItems(writing, { attempt, outcomes, extrinsic, when })
}

type Moved = Fact & { readonly kind: 'opened' | 'approved' | 'cancelled' }

/** A call of ours waits for guardians, was approved by one more, or was cancelled: then what it held is owed again. */
export async function recordApproval(writing: Writing, fact: Moved, when: Occurrence): Promise<void> {
  const { queries } = writing
  const { callHash, kind, by, extrinsic } = fact
  const attempt = await openingAttempt(queries, callHash)
  if (attempt === null) return
  if (kind === 'cancelled') {
    await endApproval(queries, callHash, 'cancelled')
    return failItems(writing, { attempt, extrinsic, when }, 'Multisig.Cancelled')
  }
  await noteApproval(queries, callHash, by)
  if (kind === 'opened') await noteOpened(queries, callHash, extrinsic)
  for (const { stream } of await openItemsOf(queries, attempt)) {
    await writing.showThread(stream, 'approvals')
  }
}

/**
 * A call that is open with a multisig account that no longer acts for the treasury cannot be carried out. What it held is owed
 * again, and the present signatories open it anew.
 */
export async function recordRemoval(
  writing: Writing,
  { multisig, extrinsic }: Removed,
  when: Occurrence,
): Promise<void> {
  const { queries } = writing
  for (const { callHash, attempt, signatories, threshold } of await carriableCalls(queries)) {
    if (multisigAddress(signatories, threshold) !== multisig) continue
    await endApproval(queries, callHash, 'void')
    await failItems(writing, { attempt, extrinsic, when }, 'Proxy.NotProxy')
  }
}

/** The chain has decided on a registration that it had queued. */
export async function recordDecision(
  writing: Writing,
  { attempt, place, outcome, extrinsic }: DecidedRegistration,
  when: Occurrence,
): Promise<void> {
  const outcomes: Outcome[] = []
  outcomes[place] = outcome
  await settleItems(writing, { attempt, outcomes, extrinsic, when })
}

interface Settling {
  readonly attempt: string
  readonly outcomes: readonly ItemOutcome[] | 'unreadable'
  readonly extrinsic: ExtrinsicRef
  readonly when: Occurrence
}

async function settleItems(
  writing: Writing,
  { attempt, outcomes, extrinsic, when }: Settling,
): Promise<void> {
  const items = await openItemsOf(writing.queries, attempt)
  if (outcomes === 'unreadable') return holdAll(writing, items, extrinsic)
  const ended = items.filter(({ place }) => outcomes[place] !== 'queued')
  await closeItems(writing.queries, attempt, {
    ended: ended.map(({ place }) => place),
    paid: ended.flatMap(({ place }) => (isPaid(outcomes[place]) ? [place] : [])),
  })
  const spent: Spent[] = []
  for (const item of items) {
    const read = outcomes[item.place]
    if (!read) continue
    const { key, stream, intent } = item
    if (read === 'queued') {
      await holdOne(writing, item, QUEUED)
      continue
    }
    if (await release(writing.queries, key)) await writing.showThread(stream, 'holds')
    const { outcome, amount } = await settleRows(writing.queries, item, read)
    if (outcome.ok) spent.push({ pot: intent.pot, call: intent.call, amount })
    const { purpose } = intent
    await writing.handle(stream, { type: 'SettleIntent', key, purpose, extrinsic, outcome, ...when })
  }
  await bookSpendings(writing.queries, spent, when.at)
}

const isFiltered = (read: ItemOutcome): boolean =>
  typeof read === 'object' && !read.ok && read.error === FILTERED

const isPaid = (read: ItemOutcome | undefined): boolean => typeof read === 'object' && read.ok

const QUEUED =
  'The network is paid for and waits in the chain’s queue for a free place: it goes on by itself, or the price comes back.'

async function holdOne(writing: Writing, { key, stream }: OpenItem, reason: string): Promise<void> {
  await hold(writing.queries, key, reason)
  await writing.showThread(stream, 'holds')
}

/** Nothing is concluded from what cannot be read: the intents stay in flight, are not paid again, and say so. */
async function holdAll(
  writing: Writing,
  items: readonly OpenItem[],
  { block, index }: ExtrinsicRef,
): Promise<void> {
  const reason = `The outcome in extrinsic ${block}-${index} could not be read: it must be looked at by hand.`
  for (const item of items) await holdOne(writing, item, reason)
}

/** None of the items that are still in flight has happened. */
async function failItems(
  writing: Writing,
  settling: Omit<Settling, 'outcomes'>,
  error: string,
): Promise<void> {
  const items = await openItemsOf(writing.queries, settling.attempt)
  const outcomes: Outcome[] = []
  for (const { place } of items) outcomes[place] = { ok: false, error }
  return settleItems(writing, { ...settling, outcomes })
}
