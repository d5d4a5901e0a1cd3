import { clip, type Markdown } from '../../github/escape.ts'
import { inHome, type OpenedState, SHOWN, type ThreadFacts, walletLink } from '../../github/facts.ts'
import { renderPart } from '../../github/template.ts'
import { bountyOf, raisedOf } from '../../mechanisms/launch/consequences.ts'
import { currentRound } from '../../mechanisms/mining/rounds.ts'

/** Rule A5: who is invited to guarantee, until when, and how to pay the collateral. */
export function invitationSection(state: OpenedState, facts: ThreadFacts): Markdown | null {
  const round = currentRound(state)
  const invitation = round?.invitation
  if (!invitation || round.stage !== 'invited') return null
  const { pull, head, miner, deadline, coldkey, bill } = invitation
  const { mining, probation } = round.rules
  return renderPart('comments/section/invitation', {
    ...{ pull, deadline, coldkey, round: round.number, head: head.slice(0, 7) },
    url: `${inHome(state, facts)?.url}/pull/${pull}`,
    miner: clip(miner.login, SHOWN.login),
    linked: facts.coldkeys[miner.id] !== undefined,
    collateral: mining.collateral,
    bounty: bountyOf(raisedOf(state), probation.bountyBasisPoints),
    days: probation.days,
    escrow: state.idea.pots.escrow,
    issue: state.idea.issue,
    bill,
    walletLink: bill && walletLink(facts, bill.callHex),
  })
}
