import { clip } from '../../github/escape.ts'
import {
  namingTreasury,
  type OpenedState,
  SHOWN,
  settledIn,
  walletApp,
  walletLink,
} from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import { renderPart } from '../../github/template.ts'
import type { DepositPurpose } from '../../mechanisms/deposit/slice.ts'
import { LEAST_REFUND, REFUND_FEE } from '../../mechanisms/refund/refund.ts'
import type { ShownRefund } from '../../mechanisms/subnet/state.ts'
import { challengerOf } from '../dispute/challenger.ts'
import { refundReasons } from './words.ts'

/** How to link the wallet that will pay. */
const linkWalletSection: Section<'coldkeys'> = {
  template: 'deposit/section/link-wallet',
  events: ['IdeaOpened', 'IdeaClosed', 'DepositAccepted'],
  reads: ['coldkeys'],
  fill({ idea, phase }, { coldkeys, node }) {
    if (phase !== 'awaiting-deposit' || coldkeys[idea.discoverer.id] !== undefined) return null
    return { userId: idea.discoverer.id, signing: walletApp(node, 'signing') }
  },
}

/** How to pay from the wallet that is linked. */
const billSection: Section<'coldkeys'> = {
  template: 'deposit/section/bill',
  events: ['IdeaRevised', 'IdeaClosed', 'BillIssued', 'DepositAccepted'],
  reads: ['coldkeys'],
  fill({ idea, deposit, phase }, facts) {
    const coldkey = facts.coldkeys[idea.discoverer.id]
    if (phase !== 'awaiting-deposit' || coldkey === undefined || !deposit.bill) return null
    return {
      ...deposit.bill,
      sink: idea.config.feeSink.kind,
      till: deposit.bill.into ?? null,
      escrow: idea.pots?.escrow ?? null,
      discoverer: clip(idea.discoverer.login, SHOWN.login),
      issue: idea.issue,
      naming: namingTreasury(facts),
      coldkey,
      walletLink: walletLink(facts, deposit.bill.callHex),
    }
  },
}

/** What arrived and goes back, and why: the last ones first. */
const receivedSection: Section = {
  template: 'deposit/section/received',
  events: ['RefundOwed', 'RefundGathered', 'IntentSettled'],
  reads: [],
  fill(state) {
    const { refunds } = state
    if (refunds.length === 0) return null
    const shown = refunds.toReversed().slice(0, SHOWN.items)
    return {
      refunds: shown.map((refund) => explain(state, refund)),
      more: refunds.length - shown.length,
      least: LEAST_REFUND,
      kept: shown.some(({ gathered }) => gathered) ? REFUND_FEE : null,
    }
  },
}

function explain(state: OpenedState, { payer, amount, reason, extrinsic, sentIn }: ShownRefund) {
  const { fee, collateral } = state.idea.config.idea
  const discoverer = clip(state.idea.discoverer.login, SHOWN.login)
  return {
    payer,
    amount,
    block: extrinsic.block,
    why: renderPart(refundReasons[reason], { fee, collateral, discoverer }),
    sentIn: sentIn?.block ?? null,
  }
}

/** What became of the deposit that was accepted. */
const depositSection: Section = {
  template: 'deposit/section/deposit',
  events: ['DepositAccepted', 'CollateralReturned', 'CollateralSlashed', 'IntentSettled'],
  reads: [],
  isFinal: isDepositOver,
  fill(state) {
    const { idea, deposit } = state
    if (!deposit.paid) return null
    const { payer, block, fee, collateral } = deposit.paid
    return {
      fate: deposit.fate,
      payer,
      block,
      fee,
      collateral,
      pot: deposit.paid.pot,
      escrow: idea.pots?.escrow ?? null,
      ...deposit.slash,
      challenger: clip(challengerOf(state), SHOWN.login),
      sink: idea.config.feeSink.kind,
      returnedIn: settledIn(state, { kind: 'collateral-return', about: [] }),
      rewardedIn: settledIn(state, { kind: 'slash-reward', about: [] }),
      sunkIn: settledIn(state, { kind: 'slash-sink', about: [] }),
    }
  },
}

/** The collateral has gone where it belongs, the whole of it. */
function isDepositOver(state: OpenedState): boolean {
  const { fate, slash } = state.deposit
  const isSent = (kind: DepositPurpose['kind'] & ('collateral-return' | 'slash-reward' | 'slash-sink')) =>
    settledIn(state, { kind, about: [] }) !== null
  if (fate === 'returned') return isSent('collateral-return')
  if (!slash) return false
  return (
    (slash.toChallenger === 0n || isSent('slash-reward')) && (slash.toSink === 0n || isSent('slash-sink'))
  )
}

export const depositSections = {
  'link-wallet': linkWalletSection,
  bill: billSection,
  received: receivedSection,
  deposit: depositSection,
} satisfies Sections
