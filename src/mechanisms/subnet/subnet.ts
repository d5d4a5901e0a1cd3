import type { Config } from '../config.ts'
import { accept, type Decision, type Mechanism } from '../decider.ts'
import { issueBill, seeDeposit } from '../deposit/decide.ts'
import { evolveDeposit } from '../deposit/evolve.ts'
import { challenge, vote } from '../dispute/decide.ts'
import { evolveDispute } from '../dispute/evolve.ts'
import { seeContribution, seeWithdrawal } from '../funding/decide.ts'
import { evolveFunding } from '../funding/evolve.ts'
import { editIdea, openIdea, withdrawIdea } from '../idea/decide.ts'
import { evolveIdea } from '../idea/evolve.ts'
import { reportLink } from '../link/decide.ts'
import { evolveLink } from '../link/evolve.ts'
import { settleIntent } from '../payments/decide.ts'
import { evolvePayments } from '../payments/evolve.ts'
import { consequence } from './consequences.ts'
import { initialSubnet, type SubnetCommand, type SubnetEvent, type SubnetState } from './state.ts'

/** The command's own decision, and then everything that follows from the new state by itself. */
function decide(state: SubnetState, command: SubnetCommand, config: Config): Decision<SubnetEvent> {
  const decision = decideFamily(state, command, config)
  if (decision.refusal) return decision
  const events = [...decision.events]
  const when = { at: command.at, source: command.source }
  const tick = command.type === 'Tick' ? command : null
  let reached = events.reduce(evolve, state)
  for (;;) {
    const next = consequence(reached, { when, config, tick })
    if (!next) return accept(...events)
    events.push(next)
    reached = evolve(reached, next)
  }
}

function decideFamily(state: SubnetState, command: SubnetCommand, config: Config): Decision<SubnetEvent> {
  switch (command.type) {
    case 'OpenIdea':
      return openIdea(state, command, config)
    case 'EditIdea':
      return editIdea(state, command)
    case 'WithdrawIdea':
      return withdrawIdea(state, command)
    case 'IssueBill':
      return issueBill(state, command)
    case 'SeeDeposit':
      return seeDeposit(state, command)
    case 'ReportLink':
      return reportLink(state, command)
    case 'Challenge':
      return challenge(state, command, config)
    case 'Vote':
      return vote(state, command)
    case 'SeeContribution':
      return seeContribution(state, command)
    case 'SeeWithdrawal':
      return seeWithdrawal(state, command)
    case 'SettleIntent':
      return settleIntent(state, command)
    case 'Tick':
      return accept()
  }
}

function evolve(state: SubnetState, event: SubnetEvent): SubnetState {
  switch (event.type) {
    case 'IdeaOpened':
    case 'IdeaRevised':
    case 'IdeaEdited':
    case 'IdeaClosed':
      return evolveIdea(state, event)
    case 'BillIssued':
    case 'DepositAccepted':
    case 'RefundOwed':
    case 'CollateralReturned':
    case 'CollateralSlashed':
      return evolveDeposit(state, event)
    case 'LinkCheckDue':
    case 'LinkPassed':
    case 'LinkChanged':
    case 'LinkFailed':
      return evolveLink(state, event)
    case 'DisputeOpened':
    case 'VoteCast':
    case 'DisputeClosed':
      return evolveDispute(state, event)
    case 'IntentSettled':
    case 'IntentFailed':
      return evolvePayments(state, event)
    default:
      return evolveFunding(state, event)
  }
}

/** A subnet from idea to live: pure, total, one stream. */
export const subnet: Mechanism<SubnetState, SubnetCommand, SubnetEvent, Config> = {
  family: 'subnet',
  version: 1,
  initial: initialSubnet,
  decide,
  evolve,
}
