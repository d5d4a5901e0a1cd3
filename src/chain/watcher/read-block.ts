import type { ExtrinsicRef, Outcome } from '../../mechanisms/intent.ts'
import { type Alpha, type Rao, rao } from '../../mechanisms/money.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import { mayActAtOnce } from '../delegates.ts'
import type { Block, ChainEvent, LoanMoved, MultisigEvent, SwapStanding } from './block.ts'
import { readAlpha } from './read-alpha.ts'
import { readIncome } from './read-income.ts'
import { type ItemOutcome, isEnd, readItems } from './read-items.ts'
import { registeredBy } from './registered.ts'

/** What the ledger waits for on chain. */
export interface Watched {
  /** SS58. */
  readonly treasury: string
  /** Every account of the treasury, by SS58: what moves between them is no income. */
  readonly pots: ReadonlyMap<string, Pot>
  readonly loans: ReadonlySet<number>
  /** Our extrinsics that may still land, by hash. */
  readonly attempts: ReadonlyMap<string, Attempted>
  /** Our registrations of networks that are in flight, by the pot, SS58, that pays. */
  readonly registrations: ReadonlyMap<string, Registration>
  /** Our calls that are opened, or being opened, by their call hash. */
  readonly approvals: ReadonlyMap<string, Opened>
}

/** One item of one of our extrinsics. */
export interface Registration {
  readonly attempt: string
  readonly place: number
}

export interface Items {
  /** SS58 of the pot that each item is called from, in the batch's order. */
  readonly pots: readonly string[]
  /** How many rows a bulk intent was signed for, by its place among the items. */
  readonly rows?: ReadonlyMap<number, number>
  /** How many items of the batch come before those. */
  readonly leading: number
}

export interface Opened extends Items {
  /** SS58 of the multisig account that it was opened with. */
  readonly multisig: string
}

export interface Attempted extends Items {
  /** Set where the extrinsic only opens a call that others must approve. */
  readonly opens: string | null
}

/** What one finalized block means to us, in the order in which it happened. */
export type Fact =
  | Sensed
  | Landed
  | Executed
  | {
      readonly kind: 'opened' | 'approved' | 'cancelled'
      readonly callHash: string
      readonly by: string
      readonly extrinsic: ExtrinsicRef
    }
  | Removed
  | Decided

/** What people did on chain. What it means to the rules, the families' senses say. */
export type Sensed = Income | AlphaIncome | LoanChange | Dissolution | ColdkeySwap | SwapAnnounced

/** The chain gave all that an account had to another. SS58. */
export interface ColdkeySwap {
  readonly kind: 'coldkey-swap'
  readonly from: string
  readonly to: string
  readonly extrinsic: ExtrinsicRef
}

/** What has become of the announcement of a swap of this coldkey, SS58. */
export interface SwapAnnounced {
  readonly kind: 'swap-announced'
  readonly coldkey: string
  readonly now: SwapStanding
  readonly extrinsic: ExtrinsicRef
}

/** The chain took a network away, in an extrinsic or by itself: then the block's first stands for that. */
export interface Dissolution {
  readonly kind: 'dissolution'
  readonly netuid: number
  readonly extrinsic: ExtrinsicRef
}

/** TAO that came into a crowdloan of ours, or was taken out again by who gave it. */
export interface LoanChange {
  readonly kind: 'contribution' | 'withdrawal'
  readonly loan: number
  /** SS58. */
  readonly coldkey: string
  readonly amount: Rao
  readonly extrinsic: ExtrinsicRef
}

/** TAO that came into a pot from one account in one extrinsic. */
export interface Income {
  readonly kind: 'income'
  /** SS58 of the treasury that has the pot. */
  readonly treasury: string
  readonly pot: Pot
  /** SS58. */
  readonly payer: string
  readonly amount: Rao
  /** What the payer destroyed beside it: each rao destroyed counts for one pot. */
  readonly burned: Rao
  /** Of the payer's remarks in the extrinsic. */
  readonly remarkHashes: readonly string[]
  readonly extrinsic: ExtrinsicRef
}

/** Alpha that came into a pot from another account. */
export interface AlphaIncome {
  readonly kind: 'alpha'
  readonly pot: Pot
  /** SS58 of the coldkey that had it. */
  readonly sender: string
  readonly amount: Alpha
  /** The network whose alpha it is. */
  readonly netuid: number
  /** Which of the extrinsic's transfers of alpha it was, from 0. */
  readonly transfer: number
  readonly extrinsic: ExtrinsicRef
}

/** One of our extrinsics is in a finalized block. `outcomes` is null where it carried nothing out: it opened a call. */
export interface Landed {
  readonly kind: 'landed'
  readonly attempt: string
  readonly outcomes: readonly ItemOutcome[] | null | 'unreadable'
  readonly extrinsic: ExtrinsicRef
}

/** A multisig account, SS58, acts for the treasury no more: what is open with it cannot be carried out. */
export interface Removed {
  readonly kind: 'removed'
  readonly multisig: string
  readonly extrinsic: ExtrinsicRef
}

/** A registration that waited in the chain's queue has its network, or its price back. */
export interface Decided extends Registration {
  readonly kind: 'decided'
  readonly outcome: Outcome
  /** The block itself did it: its first extrinsic stands for that. */
  readonly extrinsic: ExtrinsicRef
}

/** A call that we had opened was carried out by the last approval. */
export interface Executed {
  readonly kind: 'executed'
  readonly callHash: string
  readonly outcomes: readonly ItemOutcome[] | 'unreadable'
  readonly extrinsic: ExtrinsicRef
}

export function readBlock(block: Block, watched: Watched): Fact[] {
  const loans = new Set(watched.loans)
  const facts = eventsByExtrinsic(block).flatMap((events, index) => {
    const extrinsic = extrinsicAt(block, index)
    // The netuid that is taken away may be given anew in the same extrinsic.
    return [...removals(events, extrinsic), ...readExtrinsic({ extrinsic, events, watched, loans })]
  })
  const ofBlock = block.events.filter(({ extrinsic }) => extrinsic === null)
  return [...removals(ofBlock, extrinsicAt(block, 0)), ...facts, ...readDecisions(block, watched)]
}

const extrinsicAt = ({ number, hash, extrinsics }: Block, index: number): ExtrinsicRef => ({
  block: number,
  blockHash: hash,
  index,
  hash: extrinsics[index] ?? '',
})

const removals = (events: readonly ChainEvent[], extrinsic: ExtrinsicRef): Dissolution[] =>
  events.flatMap((event) =>
    event.kind === 'network-removed' ? [{ kind: 'dissolution', netuid: event.netuid, extrinsic }] : [],
  )

function readDecisions({ number, hash, events }: Block, { registrations }: Watched): Decided[] {
  return events.flatMap((event) => {
    if (event.kind !== 'network-admitted' && event.kind !== 'network-cancelled') return []
    const registration = registrations.get(event.coldkey)
    if (!registration) return []
    const outcome: Outcome =
      event.kind === 'network-cancelled'
        ? { ok: false, error: event.error }
        : { ok: true, registered: registeredBy(event) }
    const extrinsic = { block: number, blockHash: hash, index: 0, hash: registration.attempt }
    return [{ kind: 'decided', ...registration, outcome, extrinsic }]
  })
}

interface BlockReading {
  readonly extrinsic: ExtrinsicRef
  readonly events: readonly ChainEvent[]
  readonly watched: Watched
  /** Grows by the loans that our own pots create, so that a contribution in the same block counts. */
  readonly loans: Set<number>
}

function readExtrinsic(reading: BlockReading): Fact[] {
  const { extrinsic, events, watched } = reading
  const facts: Fact[] = []
  const attempt = watched.attempts.get(extrinsic.hash)
  if (attempt) facts.push(readLanding(extrinsic, events, attempt))
  for (const [position, event] of events.entries()) {
    const fact = readEvent(reading, event, position)
    if (fact) facts.push(fact)
  }
  return [...facts, ...readIncome(extrinsic, events, watched), ...readAlpha(extrinsic, events, watched)]
}

function readLanding(extrinsic: ExtrinsicRef, events: readonly ChainEvent[], attempt: Attempted): Landed {
  const { hash } = extrinsic
  const failed = events.find((event) => event.kind === 'extrinsic-failed')
  if (failed) {
    const outcomes = attempt.pots.map(() => ({ ok: false, error: failed.error }) as const)
    return { kind: 'landed', attempt: hash, outcomes, extrinsic }
  }
  if (attempt.opens !== null) return { kind: 'landed', attempt: hash, outcomes: null, extrinsic }
  const outcomes = readItems(events, attempt, refusalOf(events)) ?? 'unreadable'
  return { kind: 'landed', attempt: hash, outcomes, extrinsic }
}

/** Why the batch as a whole was refused: what surrounds it tells after all of its items. Null where it ran. */
export function refusalOf(events: readonly ChainEvent[]): string | null {
  const after = events.slice(events.findLastIndex(isEnd) + 1)
  const [error = null] = after.flatMap((event) =>
    event.kind === 'multisig-executed' || event.kind === 'proxy-executed' ? (event.error ?? []) : [],
  )
  return error
}

function readEvent(reading: BlockReading, event: ChainEvent, position: number): Fact | null {
  const { extrinsic, watched, loans } = reading
  switch (event.kind) {
    case 'loan-created':
      if (watched.pots.has(event.creator)) loans.add(event.loan)
      return null
    case 'contributed':
    case 'withdrew':
      return loans.has(event.loan) ? readLoanMove(extrinsic, event) : null
    case 'multisig-opened':
    case 'multisig-approved':
    case 'multisig-cancelled':
      return isOurs(event, watched) ? readMultisigMove(extrinsic, event) : null
    case 'multisig-executed':
      return isOurs(event, watched) ? readExecution(reading, event, position) : null
    case 'coldkey-swapped':
      return { kind: 'coldkey-swap', from: event.from, to: event.to, extrinsic }
    case 'coldkey-swap-announced':
      return { kind: 'swap-announced', coldkey: event.who, now: event.now, extrinsic }
    case 'proxy-removed':
      return event.delegator === watched.treasury && mayActAtOnce(event)
        ? { kind: 'removed', multisig: event.delegate, extrinsic }
        : null
    default:
      return null
  }
}

const isOurs = (
  event: { readonly account: string; readonly callHash: string },
  { approvals }: Watched,
): boolean => approvals.get(event.callHash)?.multisig === event.account

function readLoanMove(extrinsic: ExtrinsicRef, { kind, loan, contributor, amount }: LoanMoved): Fact {
  const moved = { loan, coldkey: contributor, amount: rao(amount), extrinsic }
  return { kind: kind === 'contributed' ? 'contribution' : 'withdrawal', ...moved }
}

function readMultisigMove(extrinsic: ExtrinsicRef, { kind, callHash, by }: MultisigEvent): Fact {
  const kinds = {
    'multisig-opened': 'opened',
    'multisig-approved': 'approved',
    'multisig-cancelled': 'cancelled',
  } as const
  return { kind: kinds[kind], callHash, by, extrinsic }
}

/**
 * The last approval may come in any extrinsic, in a batch too: our items are the last before the execution's own event. Where
 * the multisig account is the treasury's proxy, whose outcome hides the batch's, that one is told directly before it.
 */
function readExecution(
  { extrinsic, events, watched }: BlockReading,
  { callHash, error }: ChainEvent & { kind: 'multisig-executed' },
  position: number,
): Executed | null {
  const items = watched.approvals.get(callHash)
  if (!items) return null
  const before = events[position - 1]
  const refused = error ?? (before?.kind === 'proxy-executed' ? before.error : null)
  const outcomes = readItems(events.slice(0, position), items, refused) ?? 'unreadable'
  return { kind: 'executed', callHash, outcomes, extrinsic }
}

function eventsByExtrinsic(block: Block): ChainEvent[][] {
  const groups: ChainEvent[][] = block.extrinsics.map(() => [])
  for (const event of block.events) {
    if (event.extrinsic !== null) groups[event.extrinsic]?.push(event)
  }
  return groups
}
