import { dueAt, type Family, isOver, type Moment, type Wide } from '../kernel/family.ts'
import { askOver } from './asks.ts'
import { challenge, vote } from './decide.ts'
import { withJoined } from './late.ts'
import type { Dispute, DisputeEvent, DisputeOpened, DisputeShape } from './slice.ts'
import { openDispute, stakeOf, verdictOf } from './verdict.ts'

/** Rule M4: a challenge, decided by the stake of the validators. */
export const dispute: Family<DisputeShape> = {
  name: 'dispute',
  initial: { count: 0, last: null },
  inHome: false,
  asks: {
    voter: (_, command) =>
      command.type === 'Vote' ? { rows: 'voter', of: 'challenge', user: command.voter.id } : null,
    over: askOver,
  },
  decide: { Challenge: challenge, Vote: vote },
  evolve: {
    DisputeOpened: (_, event) => ({ count: event.number, last: asDispute(event) }),
    VoteCast: (own, { joined }) => ({ ...own, last: own.last && withJoined(own.last, joined) }),
    DisputeClosed: ({ count, last }, { verdict }) => ({ count, last: last && { ...last, verdict } }),
  },
  follows,
  due: (state) => dueAt(openDispute(state)?.closesAt ?? null),
  next: (state) => (openDispute(state) ? 'vote' : null),
}

function follows(state: Wide<DisputeShape>, moment: Moment): DisputeEvent | null {
  const open = openDispute(state)
  if (!open || !isOver(moment, open.closesAt)) return null
  const ballot = state.over?.find(({ of }) => of === 'challenge')
  return ballot ? { type: 'DisputeClosed', number: open.number, ...verdictOf(ballot), ...moment.when } : null
}

/** What stays of a dispute in the state. */
export function asDispute(event: Omit<DisputeOpened, 'type' | 'source'>): Dispute {
  const { number, challenger, reason, at: openedAt, closesAt, electorate, quorum } = event
  return {
    number,
    challenger,
    reason,
    openedAt,
    closesAt,
    electors: electorate.length,
    stake: stakeOf(electorate),
    quorum,
    challengerShareBasisPoints: event.challengerShareBasisPoints,
    verdict: null,
  }
}
