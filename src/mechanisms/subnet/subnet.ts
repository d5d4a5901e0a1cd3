import type { Config } from '../config.ts'
import { accept, type Decision, type Mechanism } from '../decider.ts'
import { issueBill, seeDeposit } from '../deposit/decide.ts'
import { evolveDeposit } from '../deposit/evolve.ts'
import type { SeeDeposit } from '../deposit/slice.ts'
import { challenge, vote } from '../dispute/decide.ts'
import { evolveDispute } from '../dispute/evolve.ts'
import { evolveErrand } from '../errand/evolve.ts'
import { seeContribution, seeWithdrawal } from '../funding/decide.ts'
import { evolveFunding } from '../funding/evolve.ts'
import { reportHome } from '../home/decide.ts'
import { evolveHome } from '../home/evolve.ts'
import { editIdea, openIdea, withdrawIdea } from '../idea/decide.ts'
import { evolveIdea } from '../idea/evolve.ts'
import { reportMerge, reportPlan, reportRelease } from '../launch/decide.ts'
import { evolveLaunch } from '../launch/evolve.ts'
import { reportLink } from '../link/decide.ts'
import { evolveLink } from '../link/evolve.ts'
import {
  acceptInvitation,
  countRound,
  declineInvitation,
  issueGuaranteeBill,
  roundNamedBy,
  seeGuarantee,
} from '../mining/decide.ts'
import { evolveMining } from '../mining/evolve.ts'
import { settleIntent } from '../payments/decide.ts'
import { evolvePayments } from '../payments/evolve.ts'
import { cancelIntent, retryIntent, tellOutcome } from '../payments/operator.ts'
import { openIncident, reportHealth, voteIncident } from '../probation/decide.ts'
import { evolveProbation } from '../probation/evolve.ts'
import { reportHead, seeProposal } from '../proposal/decide.ts'
import { evolveProposal } from '../proposal/evolve.ts'
import { giveScore } from '../scoring/decide.ts'
import { evolveScoring } from '../scoring/evolve.ts'
import { consequence } from './consequences.ts'
import {
  initialSubnet,
  type MinedCommand,
  type MinedEvent,
  type SubnetCommand,
  type SubnetEvent,
  type SubnetState,
} from './state.ts'

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
      return paidIn(state, command)
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
    case 'RetryIntent':
      return retryIntent(state, command)
    case 'CancelIntent':
      return cancelIntent(state, command)
    case 'TellOutcome':
      return tellOutcome(state, command)
    default:
      return decideMining(state, command, config)
  }
}

/** What comes after an idea is funded: from its repository to the end of its probation. */
function decideMining(state: SubnetState, command: MinedCommand, config: Config): Decision<SubnetEvent> {
  switch (command.type) {
    case 'ReportHome':
      return reportHome(state, command)
    case 'SeeProposal':
      return seeProposal(state, command)
    case 'ReportHead':
      return reportHead(state, command)
    case 'GiveScore':
      return giveScore(state, command)
    case 'ReportStakes':
      return countRound(state, command)
    case 'Accept':
      return acceptInvitation(state, command)
    case 'Decline':
      return declineInvitation(state, command)
    case 'IssueGuaranteeBill':
      return issueGuaranteeBill(state, command)
    case 'ReportMerge':
      return reportMerge(state, command)
    case 'ReportRelease':
      return reportRelease(state, command)
    case 'ReportPlan':
      return reportPlan(state, command)
    case 'ReportHealth':
      return reportHealth(state, command)
    case 'OpenIncident':
      return openIncident(state, command, config)
    case 'VoteIncident':
      return voteIncident(state, command)
    case 'Tick':
      return accept()
  }
}

/** TAO in the escrow is a guarantee where its remark names one, and the idea's deposit otherwise. */
function paidIn(state: SubnetState, command: SeeDeposit): Decision<SubnetEvent> {
  const round = roundNamedBy(state, command)
  return round ? seeGuarantee(state, round, command) : seeDeposit(state, command)
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
    case 'IntentRetried':
    case 'IntentCancelled':
    case 'OutcomeTold':
      return evolvePayments(state, event)
    case 'FundingOpened':
    case 'LoanCreated':
    case 'ContributionCounted':
    case 'ContributionWithdrawn':
    case 'TargetMet':
    case 'FundingFinalized':
    case 'FundingEnded':
    case 'FundersRefunded':
    case 'LoanDissolved':
      return evolveFunding(state, event)
    default:
      return evolveMined(state, event)
  }
}

function evolveMined(state: SubnetState, event: MinedEvent): SubnetState {
  switch (event.type) {
    case 'HomeMade':
      return evolveHome(state, event)
    case 'ErrandBlocked':
    case 'ErrandRetried':
      return evolveErrand(state, event)
    case 'ProposalSeen':
    case 'HeadRead':
      return evolveProposal(state, event)
    case 'ScoreGiven':
      return evolveScoring(state, event)
    case 'LaunchBegun':
    case 'ProposalMerged':
    case 'ArchitectureReleased':
    case 'NetworkRegistered':
    case 'StepsPlanned':
    case 'StepDone':
    case 'PreparationBegun':
    case 'StartDue':
    case 'SubnetStarted':
      return evolveLaunch(state, event)
    case 'HealthDue':
    case 'DayRecorded':
    case 'IncidentOpened':
    case 'IncidentVoted':
    case 'IncidentClosed':
    case 'ProbationEnded':
      return evolveProbation(state, event)
    default:
      return evolveMining(state, event)
  }
}

/** A subnet from idea to live: pure, total, one stream. */
export const subnet: Mechanism<SubnetState, SubnetCommand, SubnetEvent, Config> = {
  family: 'subnet',
  version: 4,
  initial: initialSubnet,
  decide,
  evolve,
}
