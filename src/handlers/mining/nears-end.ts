import { inHome } from '../../github/facts.ts'
import type { RoundNearsEnd } from '../../mechanisms/mining/events.ts'
import { currentRound } from '../../mechanisms/mining/rounds.ts'
import { contenderAt, isContending } from '../../mechanisms/proposal/contender.ts'
import { type NoticeOf, onIdea } from '../kit/notice.ts'
import { doneWith } from '../scoring/done.ts'

/** A5: whoever has not scored all that is in the race. Where nothing is, nobody can do anything. */
export const nearsEnd: NoticeOf<RoundNearsEnd> = ({ round: number, closesAt }, state, facts) => {
  const round = currentRound(state)
  const running = Object.values(state.proposals)
    .map((proposal) => contenderAt(proposal, null))
    .filter(isContending)
  if (round?.number !== number || round.stage !== 'open' || running.length === 0) return null
  const pulls = inHome(state, facts)
  return {
    template: 'mining/notice/nears-end',
    filling: { round: number, closesAt, count: running.length, pulls: pulls && `${pulls.url}/pulls` },
    people: {},
    others: { scoring: round.rules.scoring, done: doneWith(running, state.scores) },
    isForThemAlone: true,
    until: closesAt,
    on: onIdea(state),
  }
}
