import { neededOf } from '../../mechanisms/update/probation.ts'
import type { UpdateEnded, UpdateMerged, UpdateVerdict } from '../../mechanisms/update/slice.ts'
import { inItsHome, type NoticeOf, threadOf } from '../kit/notice.ts'

/** N1: the author hears what comes now, and is thanked. */
export const merged: NoticeOf<UpdateMerged> = ({ round, pull }, state, facts) => {
  const { current } = state.update
  const on = inItsHome(state, pull)
  if (current?.round !== round || !on) return null
  const { rules, guarantor } = current
  return {
    template: 'update/notice/merged',
    filling: { round, days: rules.month.probationDays, thread: threadOf(state, facts) },
    people: { guarantor },
    on,
    assignee: { person: guarantor, isOn: false },
  }
}

const ENDED = {
  held: 'update/notice/held',
  broke: 'update/notice/broke',
  refused: 'update/notice/refused',
} as const satisfies Record<Exclude<UpdateVerdict, 'dissolved'>, string>

/** N2: it holds, or not: said where it was proposed. */
export const ended: NoticeOf<UpdateEnded> = ({ round, verdict, goodDays, days }, state, facts) => {
  const { current } = state.update
  const on = current && inItsHome(state, current.pull)
  if (current?.round !== round || !on || verdict === 'dissolved') return null
  const collateral = state.rounds.find(({ number }) => number === round)?.guarantee?.paid.collateral
  return {
    template: ENDED[verdict],
    filling: {
      goodDays,
      days,
      needed: neededOf(current),
      length: current.rules.month.probationDays,
      collateral: collateral ?? 0n,
      isUpheld: current.isUpheld,
      thread: threadOf(state, facts),
    },
    people: { guarantor: current.guarantor },
    on,
  }
}
