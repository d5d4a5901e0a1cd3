import { namingTreasury, type OpenedState, type ThreadFacts } from '../../github/facts.ts'
import { bountyOf, raisedOf } from '../../mechanisms/launch/amounts.ts'
import type { GuaranteeBillIssued, MinerInvited, RoundLapsed } from '../../mechanisms/mining/events.ts'
import { currentRound } from '../../mechanisms/mining/rounds.ts'
import { inItsHome, type NoticeOf, threadOf } from '../kit/notice.ts'
import { presentBeside } from './present.ts'
import { lapseOf } from './words.ts'

/** The winner is asked on the pull request, and becomes its assignee. */
export const invited: NoticeOf<MinerInvited> = (
  { round: number, pull, head, miner, deadline },
  state,
  facts,
) => {
  const round = asking(state, number)
  const on = inItsHome(state, pull)
  if (!round || round.invitation.coldkey !== null || !on) return null
  const { mining, probation } = round.rules
  return {
    template: 'mining/notice/invited',
    filling: {
      deadline,
      round: number,
      head: head.slice(0, 7),
      present: presentBeside(state, { pull, head }),
      collateral: mining.collateral,
      bounty: bountyOf(raisedOf(state), probation.bountyBasisPoints),
      days: round.month?.probationDays ?? probation.days,
      isMonth: round.month !== undefined,
      linked: facts.coldkeys[miner.id] !== undefined,
      thread: threadOf(state, facts),
    },
    people: { miner },
    until: deadline,
    on,
    assignee: { person: miner, isOn: true },
  }
}

/** The miner accepted here; what is to be paid stands in the idea's thread. */
export const toPay: NoticeOf<GuaranteeBillIssued> = ({ round: number, bill }, state, facts) => {
  const round = asking(state, number)
  const on = round && inItsHome(state, round.invitation.pull)
  if (!on) return null
  const { miner, deadline, coldkey } = round.invitation
  return {
    template: 'mining/notice/to-pay',
    filling: {
      deadline,
      coldkey,
      collateral: bill.collateral,
      issue: state.idea.issue,
      naming: namingTreasury(facts),
      thread: threadOf(state, facts),
    },
    people: { miner },
    until: deadline,
    on,
  }
}

/** Who was invited hears that this is over. */
export const lapsed: NoticeOf<RoundLapsed> = ({ round: number, why }, state, facts: ThreadFacts) => {
  const round = state.rounds.find((one) => one.number === number)
  const invitation = round?.invitation
  const on = invitation && inItsHome(state, invitation.pull)
  if (!on) return null
  return {
    template: 'mining/notice/lapsed',
    filling: {
      why: lapseOf(why, round),
      round: number,
      isMonth: round.month !== undefined,
      isOver: why === 'dissolved',
      paid: round.guarantee !== null,
      thread: threadOf(state, facts),
    },
    people: { miner: invitation.miner },
    on,
    assignee: { person: invitation.miner, isOn: false },
  }
}

/** The round of this number, while its invitation waits for an answer or for the collateral. */
function asking(state: OpenedState, number: number) {
  const round = currentRound(state)
  const invitation = round?.invitation
  return round?.number === number && round.stage === 'invited' && invitation ? { ...round, invitation } : null
}
