import { dueAt, type Family, isOver, type Moment, type View } from '../kernel/family.ts'
import { editIdea, openIdea, withdrawIdea } from './decide.ts'
import { depositDue, linkDue } from './due.ts'
import type { IdeaEvent, IdeaOpened, IdeaShape, IdeaSlice } from './slice.ts'

/** Rule M1: a market problem that somebody reports. */
export const idea: Family<IdeaShape> = {
  name: 'idea',
  initial: null,
  inHome: false,
  decide: { OpenIdea: openIdea, EditIdea: editIdea, WithdrawIdea: withdrawIdea },
  evolve: {
    IdeaOpened: (_, event) => opened(event),
    IdeaRevised: (own, { terms, at }) => own && { ...own, terms, editedAt: at },
    IdeaEdited: (own, { changed, at }) => own && { ...own, editedAfterPayment: changed, editedAt: at },
    IdeaClosed: (own, { why }) => own && { ...own, closedWhy: why },
    DepositAccepted: (own, { pots }) => own && { ...own, pots: own.pots ?? pots },
  },
  follows,
  due: (state) => dueAt(depositDue(state), linkDue(state)),
}

function follows(state: View<IdeaShape>, moment: Moment): IdeaEvent | null {
  if (isOver(moment, depositDue(state))) return { type: 'IdeaClosed', why: 'unpaid', ...moment.when }
  if (isOver(moment, linkDue(state))) return { type: 'IdeaClosed', why: 'link-failed', ...moment.when }
  return null
}

function opened({ type: _, at, source: __, saidAt, ...opening }: IdeaOpened): IdeaSlice {
  return {
    ...opening,
    pots: opening.pots ?? null,
    openedAt: at,
    editedAt: saidAt ?? at,
    closedWhy: null,
    editedAfterPayment: [],
  }
}
