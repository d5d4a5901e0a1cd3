import { dueAt, type Family, isReached, type Moment, type View } from '../kernel/family.ts'
import { challenge, vote } from './decide.ts'
import type { Dispute, DisputeEvent, DisputeOpened, DisputeShape, DisputeSlice } from './slice.ts'
import { openDispute, verdictOf } from './verdict.ts'

/** Rule M4: a challenge, decided by the stake of the validators. */
export const dispute: Family<DisputeShape> = {
  name: 'dispute',
  initial: { disputes: [] },
  decide: { Challenge: challenge, Vote: vote },
  evolve: {
    DisputeOpened: ({ disputes }, event) => ({ disputes: [...disputes, opened(event)] }),
    VoteCast: (own, { number, voter, side }) =>
      change(own, number, ({ votes }) => ({ votes: { ...votes, [voter.id]: side } })),
    DisputeClosed: (own, { number, verdict }) => change(own, number, () => ({ verdict })),
  },
  follows,
  due: (state) => dueAt(openDispute(state)?.closesAt ?? null),
  next: (state) => (openDispute(state) ? 'vote' : null),
}

function follows(state: View<DisputeShape>, moment: Moment): DisputeEvent | null {
  const open = openDispute(state)
  if (!open || !isReached(moment, open.closesAt)) return null
  return { type: 'DisputeClosed', number: open.number, ...verdictOf(open), ...moment.when }
}

function opened({ type: _, at, source: __, ...dispute }: DisputeOpened): Dispute {
  return { ...dispute, openedAt: at, votes: {}, verdict: null }
}

const change = (
  { disputes }: DisputeSlice,
  number: number,
  news: (dispute: Dispute) => Partial<Dispute>,
): DisputeSlice => ({
  disputes: disputes.map((one) => (one.number === number ? { ...one, ...news(one) } : one)),
})
