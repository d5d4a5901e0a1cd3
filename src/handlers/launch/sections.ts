import { clip } from '../../github/escape.ts'
import { inHome, type OpenedState, SHOWN, settledIn } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import { furtherOf, isRoundOver, raisedBy } from '../../mechanisms/funding/rounds.ts'
import { keyOf } from '../../mechanisms/kernel/purpose.ts'
import { isPlanWanted } from '../../mechanisms/launch/decide.ts'
import { raiseOf } from '../../mechanisms/launch/raise.ts'
import { registerWithin } from '../../mechanisms/launch/returning.ts'
import { viewDissolution } from '../../mechanisms/subnet/mined-view.ts'
import { costSection } from './cost-section.ts'
import { describeStep } from './step.ts'

/** Rule L1: the launch, stage by stage: what is done and where, what is under way, what is in its way. */
const launchSection: Section<'holds'> = {
  template: 'launch/section/launch',
  events: [
    'LaunchBegun',
    'ProposalMerged',
    'ArchitectureReleased',
    'FundingFinalized',
    'NetworkRegistered',
    'StepsPlanned',
    'StepDone',
    'PreparationBegun',
    'StartDue',
    'SubnetStarted',
    'SubnetDissolved',
    'ReturnDue',
    'RoundLapsed',
    'LaunchVoided',
    'ErrandBlocked',
    'ErrandRetried',
    'IntentSettled',
    'IntentCancelled',
    'IntentRetried',
  ],
  reads: ['holds'],
  isFinal: ({ launch }) => launch?.stage === 'started' || launch?.stage === 'dissolved',
  fill(state, facts) {
    const { launch } = state
    if (!launch) return null
    const home = inHome(state, facts)?.url
    const { pull, head, commit, tag, netuid, limit, lockCost, done, startsAt, startedAt, architecture } =
      launch
    const registration = { kind: 'network-register', about: [] } as const
    const next = architecture.steps[done]
    return {
      pull,
      round: launch.round,
      head: head.slice(0, 7),
      netuid,
      limit,
      lockCost,
      done,
      startsAt,
      startedAt,
      guarantor: clip(launch.guarantor.login, SHOWN.login),
      owner: state.home?.repository.owner,
      url: `${home}/pull/${pull}`,
      commit,
      commitUrl: `${home}/commit/${commit}`,
      tag: tag && clip(tag, SHOWN.login),
      releaseUrl: `${home}/releases/tag/${encodeURIComponent(tag ?? '')}`,
      steps: architecture.steps.length,
      nextStep: next && launch.stage === 'configuring' && !isPlanWanted(launch) ? describeStep(next) : null,
      preparation: launch.rules.launch.preparation,
      registeredIn: settledIn(state, registration),
      startedIn: settledIn(state, { kind: 'start-call', about: [] }),
      stage: launch.stage,
      obstacle: obstacleOf(state),
      waits: facts.holds[keyOf(state.stream, registration)] !== undefined,
    }
  },
}

function obstacleOf({ errands }: OpenedState) {
  const [errand, blocked] = errands.merge ? ['merge', errands.merge] : ['release', errands.release]
  return blocked ? { errand, ...blocked, said: clip(blocked.said ?? '', SHOWN.gist) } : null
}

/** What was raised, to the rao: what the registration cost, what the rules promise of it, and what is left. */
const raiseSection: Section<'balance'> = {
  template: 'launch/section/raise',
  events: ['NetworkRegistered', 'SubnetStarted', 'ProbationEnded', 'SubnetDissolved'],
  reads: ['balance'],
  isFinal: ({ launch }) => launch?.stage === 'started' || launch?.stage === 'dissolved',
  fill(state, { balance }) {
    const raise = raiseOf(state)
    if (!raise || !state.launch) return null
    const { netuid, guarantor } = state.launch
    return {
      ...raise,
      balance,
      treasury: state.idea.pots?.treasury ?? null,
      netuid,
      guarantor: clip(guarantor.login, SHOWN.login),
      discoverer: clip(state.idea.discoverer.login, SHOWN.login),
      isEarned: state.probation?.verdict === 'passed',
    }
  },
}

/** Rule L4: until when it can be registered and what can be done; after that what goes back. */
const returnsSection: Section = {
  template: 'launch/section/returns',
  events: [
    'LaunchBegun',
    'LaunchVoided',
    'ReturnScheduled',
    'ReturnDue',
    'FundingOpened',
    'FundingFinalized',
    'FundingEnded',
    'LoanDissolved',
    'NetworkRegistered',
    'RestCounted',
    'FunderRepaid',
  ],
  reads: [],
  isFinal: ({ launch }) => launch?.startedAt != null,
  fill(state) {
    const { launch, funding, idea } = state
    if (!launch?.returns) return null
    return {
      stage: launch.stage,
      returnsAt: launch.returns.at,
      within: registerWithin(state),
      round: furtherOf(funding).find((one) => !isRoundOver(one))?.round ?? null,
      rest: viewDissolution(state).rest,
      raised: raisedBy(funding),
      fee: idea.config.idea.fee,
      isBurned: idea.config.feeSink.kind === 'burn',
    }
  },
}

export const launchSections = {
  launch: launchSection,
  returns: returnsSection,
  cost: costSection,
  raise: raiseSection,
} satisfies Sections
