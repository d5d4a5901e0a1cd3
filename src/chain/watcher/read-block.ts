import type { ExtrinsicRef, Outcome } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import { mayActAtOnce } from '../delegates.ts'
import type { Block, ChainEvent, LoanMoved, MultisigEvent } from './block.ts'
import type { DecidedRegistration, Dissolution, Executed, Fact, Landed } from './facts.ts'
import { readAlpha } from './read-alpha.ts'
import { readIncome } from './read-income.ts'
import { isEnd, readItems } from './read-items.ts'
import { readWeighing } from './read-weighing.ts'
import { registeredBy } from './registered.ts'
import type { Attempted, Watched } from './watch-list.ts'

export function readBlock(block: Block, watched: Watched): Fact[] {
  const loans = new Set(watched.loans)
  const facts = eventsByExtrinsic(block).flatMap((events, index) => {
    const extrinsic = extrinsicAt(block, index)
    // The netuid that is taken away may be given anew in the same extrinsic.
    return [...removals(events, extrinsic), ...readExtrinsic({ extrinsic, events, watched, loans })]
  })
  const ofBlock = block.events.filter(({ extrinsic }) => extrinsic === null)
  const first = extrinsicAt(block, 0)
  return [
    ...removals(ofBlock, first),
    ...readWeighing(ofBlock, first, watched),
    ...facts,
    ...readDecisions(block, watched),
  ]
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

function readDecisions({ number, hash, events }: Block, { registrations }: Watched): DecidedRegistration[] {
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
  return [
    ...facts,
    ...readIncome(extrinsic, events, watched),
    ...readAlpha(extrinsic, events, watched),
    ...readWeighing(events, extrinsic, watched),
  ]
}

function readLanding(extrinsic: ExtrinsicRef, events: readonly ChainEvent[], attempt: Attempted): Landed {
  const { hash } = extrinsic
  const failed = events.find((event) => event.kind === 'extrinsic-failed')
  if (failed) {
    const outcomes = attempt.pots.map(() => ({ ok: false, error: failed.error }) as const)
    return { kind: 'landed', attempt: hash, outcomes, extrinsic }
  }
  if (attempt.opens !== null) return { kind: 'landed', attempt: hash, outcomes: null, extrinsic }
  const outcomes = readItems(events, attempt, batchRefusal(events)) ?? 'unreadable'
  return { kind: 'landed', attempt: hash, outcomes, extrinsic }
}

/** Why the batch as a whole was refused: what surrounds it tells after all of its items. Null where it ran. */
export function batchRefusal(events: readonly ChainEvent[]): string | null {
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
