import { clip, type Markdown } from '../../github/escape.ts'
import { type Approval, type OpenedState, SHOWN, type ThreadFacts, walletLink } from '../../github/facts.ts'
import type { Section } from '../../github/section.ts'
import { renderPart } from '../../github/template.ts'
import type { OutsideCause } from '../../ledger/causes.ts'
import type { Intent } from '../../mechanisms/intent.ts'
import { cancelledIntents, intents } from '../../mechanisms/subnet/intents.ts'
import { describeStep } from '../launch/step.ts'
import { nameOfIntent } from '../words.ts'
import { swapsShown } from './swaps.ts'

/**
 * Payments and calls of the treasury that are held up, each with what it waits for. What is merely under way is not. Before them, whose
 * wallet is being swapped that something is owed to.
 */
export const waitingSection: Section<OutsideCause> = {
  template: 'payments/section/waiting',
  events: [
    // What adds an intent, or takes one away.
    'RefundOwed',
    'CollateralReturned',
    'CollateralSlashed',
    'DisputeOpened',
    'DisputeClosed',
    'FundingOpened',
    'LoanCreated',
    'ContributionCounted',
    'ContributionWithdrawn',
    'TargetMet',
    'FundingFinalized',
    'FundingEnded',
    'FundersRefunded',
    'LoanDissolved',
    'ArchitectureReleased',
    'NetworkRegistered',
    'StepsPlanned',
    'StepDone',
    'PreparationBegun',
    'StartDue',
    'ReturnDue',
    'SubnetStarted',
    'RoundLapsed',
    'LaunchVoided',
    'GuaranteeReturned',
    'GuaranteeSlashed',
    'ProbationEnded',
    'SubnetDissolved',
    'RestCounted',
    'FunderRepaid',
    'PotsLeft',
    'PotReturned',
    'TaskEnded',
    'WeighingBegun',
    'TeamWeighed',
    'TeamWeightsSet',
    'TeamEnded',
    'ChangeMerged',
    'RepositoryChosen',
    'ArchitectureAdopted',
    'ChangeStepDone',
    'DelegatesPlanned',
    'PotDepositLent',
    'DelegateChanged',
    // What stands in its way.
    'IntentSettled',
    'IntentFailed',
    'IntentRetried',
    'IntentCancelled',
  ],
  reads: ['coldkeys', 'approvals', 'holds', 'swaps'],
  fleeting: true,
  fill(state, facts) {
    const items = heldUp(state, facts)
    const swaps = swapsShown(state, facts)
    if (items.length === 0 && swaps.length === 0) return null
    const shown = items.slice(0, SHOWN.items)
    const approvals = new Set(shown.flatMap(({ approval }) => approval ?? []))
    return {
      swaps,
      items: shown.map((item) => renderPart('payments/held', heldItem(state, item))),
      more: items.length - shown.length,
      approvals: [...approvals]
        .slice(0, SHOWN.calls)
        .map((approval) => describeApproval(state, facts, approval)),
    }
  },
}

/** What fills `payments/held`: one payment or call, and what it waits for. */
export const heldItem = (state: OpenedState, { intent, ...obstacle }: HeldUp) => ({
  what: nameOf(state, intent),
  // A registration is mostly held by the chain's price or turn, which pass by themselves.
  waits: intent.call.kind === 'network-register',
  ...obstacle,
  approvedBy: obstacle.approval && approvedBy(obstacle.approval),
})

/** All that a guardian needs: what the call does, what it is, who has approved it, and how each of the others can. */
function describeApproval(state: OpenedState, facts: ThreadFacts, approval: Approval) {
  const { callHash, callHex, threshold, signatories } = approval
  const held = intents(state).filter(({ key }) => approval.intents.includes(key))
  return {
    callHash,
    threshold,
    others: approval.others,
    intent: held[0]?.key,
    what: held.slice(0, SHOWN.items).map((intent) => nameOf(state, intent)),
    more: Math.max(held.length - SHOWN.items, 0),
    signatories: signatories.slice(0, SHOWN.items).map(({ address, approved, approvalHex }) => ({
      address,
      approved,
      walletLink: approvalHex && walletLink(facts, approvalHex, SHOWN.calls * SHOWN.items),
    })),
    approved: approvedBy(approval),
    callHex: callHex.length <= SHOWN.call ? callHex : null,
    walletLink: walletLink(facts, callHex),
  }
}

const approvedBy = ({ signatories }: Approval): number =>
  signatories.filter(({ approved }) => approved).length

/** An intent that something stands in the way of. */
interface HeldUp extends Obstacles {
  readonly intent: Intent
}

export function heldUp(state: OpenedState, facts: ThreadFacts): HeldUp[] {
  return [...intents(state), ...cancelledIntents(state)]
    .map((intent) => ({ intent, ...obstacles(state, facts, intent) }))
    .filter(
      ({ cancelled, payee, failure, approval, hold }) => cancelled ?? payee ?? failure ?? approval ?? hold,
    )
}

interface Obstacles {
  /** Given up by the operator: then nothing else stands in its way. */
  readonly cancelled: { readonly operator: string; readonly reason: string } | null
  /** The login of an account that has to link a wallet first (rule I2). */
  readonly payee: string | null
  readonly failure: { readonly failures: number; readonly error: string; readonly retryAt: number } | null
  readonly approval: Approval | null
  readonly hold: string | null
}

function obstacles(state: OpenedState, facts: ThreadFacts, { key, call }: Intent): Obstacles {
  const { [key]: cancelled } = state.payments.cancelled
  if (cancelled) {
    const operator = clip(cancelled.operator, SHOWN.login)
    const reason = clip(cancelled.reason, SHOWN.gist)
    return { cancelled: { operator, reason }, payee: null, failure: null, approval: null, hold: null }
  }
  const failure = state.payments.failed[key]
  const hold = facts.holds[key]
  const user = call.kind === 'transfer' && 'user' in call.to ? call.to.user : null
  const unlinked = user !== null && facts.coldkeys[user] === undefined
  return {
    cancelled: null,
    payee: unlinked ? clip(loginOf(state, user), SHOWN.login) : null,
    failure: failure ? { ...failure, error: clip(failure.error, SHOWN.gist) } : null,
    approval: facts.approvals.find((approval) => approval.intents.includes(key)) ?? null,
    hold: hold === undefined ? null : clip(hold, SHOWN.gist),
  }
}

function nameOf({ idea }: OpenedState, intent: Intent): Markdown {
  const { call } = intent
  const to = call.kind === 'transfer' && 'coldkey' in call.to ? call.to.coldkey : null
  const amount = 'amount' in call ? call.amount : null
  return renderPart(nameOfIntent(intent), {
    amount,
    to,
    sink: idea.config.feeSink.kind,
    limit: 'limit' in call ? call.limit : null,
    netuid: 'netuid' in call ? call.netuid : null,
    step: 'step' in call ? describeStep(call.step) : null,
    proxy: call.kind === 'delegate' ? call : null,
    pot: intent.pot.kind,
  })
}

function loginOf({ idea, disputes, tasks }: OpenedState, user: number): string {
  const people = [
    idea.discoverer,
    ...disputes.map(({ challenger }) => challenger),
    ...tasks.rewards.map(({ winner }) => winner),
  ]
  return people.find(({ id }) => id === user)?.login ?? `the account ${user}`
}
