import { clip } from '../../github/escape.ts'
import { inHome, namingTreasury, SHOWN, walletLink } from '../../github/facts.ts'
import type { Section } from '../../github/section.ts'
import { bountyOf, raisedOf } from '../../mechanisms/launch/amounts.ts'
import { currentRound } from '../../mechanisms/mining/rounds.ts'
import { presentBeside } from './present.ts'

/** Rule A5: who is invited to guarantee, until when, and how to pay the collateral. */
export const invitationSection: Section<'coldkeys'> = {
  template: 'mining/section/invitation',
  events: [
    'MinerInvited',
    'InvitationAccepted',
    'ProposalSeen',
    'GuaranteeBillIssued',
    'GuaranteePaid',
    'RoundLapsed',
    'LaunchVoided',
  ],
  reads: ['coldkeys'],
  fill(state, facts) {
    const round = currentRound(state)
    const invitation = round?.invitation
    if (!invitation || round.stage !== 'invited') return null
    const { pull, head, miner, deadline, coldkey, bill } = invitation
    const { mining, probation } = round.rules
    return {
      pull,
      deadline,
      coldkey,
      round: round.number,
      head: head.slice(0, 7),
      present: presentBeside(state, invitation),
      url: `${inHome(state, facts)?.url}/pull/${pull}`,
      miner: clip(miner.login, SHOWN.login),
      linked: facts.coldkeys[miner.id] !== undefined,
      collateral: mining.collateral,
      bounty: bountyOf(raisedOf(state), probation.bountyBasisPoints),
      days: round.month?.probationDays ?? probation.days,
      isMonth: round.month !== undefined,
      escrow: state.idea.pots?.escrow ?? null,
      issue: state.idea.issue,
      naming: namingTreasury(facts),
      bill,
      walletLink: bill && walletLink(facts, bill.callHex),
    }
  },
}
