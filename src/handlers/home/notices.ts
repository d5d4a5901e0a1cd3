import { inHome } from '../../github/facts.ts'
import type { HomeMade } from '../../mechanisms/home/slice.ts'
import { currentRound } from '../../mechanisms/mining/rounds.ts'
import { type NoticeOf, onIdea } from '../kit/notice.ts'

/** The idea is funded, and there is a place where miners go on with it: said together, when both are so. */
export const funded: NoticeOf<HomeMade> = (_event, state, facts) => {
  const { idea, funding, phase } = state
  const home = inHome(state, facts)
  if (phase !== 'minable' || !home || !funding) return null
  return {
    template: 'home/notice/funded',
    filling: {
      home,
      raised: funding.raised,
      funders: Object.keys(funding.contributions).length,
      closesAt: currentRound(state)?.closesAt ?? null,
    },
    people: { discoverer: idea.discoverer },
    on: onIdea(state),
  }
}
