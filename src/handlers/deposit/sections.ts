import { clip, type Markdown } from '../../github/escape.ts'
import {
  challengerOf,
  type OpenedState,
  SHOWN,
  settledIn,
  type ThreadFacts,
  walletApp,
  walletLink,
} from '../../github/facts.ts'
import { renderPart } from '../../github/template.ts'
import type { Refund } from '../../mechanisms/deposit/slice.ts'
import { keysOf } from '../../mechanisms/subnet/keys.ts'

/** How to link a wallet, and then how to pay from it. */
export function paymentSection(state: OpenedState, facts: ThreadFacts): Markdown | null {
  const { idea, deposit, phase } = state
  if (phase !== 'awaiting-deposit') return null
  const coldkey = facts.coldkeys[idea.discoverer.id]
  if (coldkey === undefined) {
    const signing = walletApp(facts.node, 'signing')
    return renderPart('comments/section/link-wallet', { userId: idea.discoverer.id, signing })
  }
  if (!deposit.bill) return null
  return renderPart('comments/section/bill', {
    ...deposit.bill,
    sink: idea.config.feeSink.kind,
    escrow: idea.pots.escrow,
    discoverer: clip(idea.discoverer.login, SHOWN.login),
    issue: idea.issue,
    coldkey,
    walletLink: walletLink(facts, deposit.bill.callHex),
  })
}

/** What arrived and goes back, and why: the last ones first. */
export function receivedSection(state: OpenedState): Markdown | null {
  const { refunds } = state.deposit
  if (refunds.length === 0) return null
  const shown = refunds.toReversed().slice(0, SHOWN.items)
  return renderPart('comments/section/received', {
    refunds: shown.map((refund) => explain(state, refund)),
    more: refunds.length - shown.length,
  })
}

function explain(state: OpenedState, { payer, amount, reason, extrinsic }: Refund) {
  const { fee, collateral } = state.idea.config.idea
  const discoverer = clip(state.idea.discoverer.login, SHOWN.login)
  return {
    payer,
    amount,
    block: extrinsic.block,
    why: renderPart(`comments/refund/${reason}`, { fee, collateral, discoverer }),
    sentIn: settledIn(state, keysOf(state).depositRefund(extrinsic.hash, payer)),
  }
}

/** What became of the deposit that was accepted. */
export function depositSection(state: OpenedState): Markdown | null {
  const { idea, deposit } = state
  if (!deposit.paid) return null
  const { payer, block, fee, collateral } = deposit.paid
  const keys = keysOf(state)
  return renderPart('comments/section/deposit', {
    ...{ fate: deposit.fate, payer, block, fee, collateral, escrow: idea.pots.escrow, ...deposit.slash },
    challenger: clip(challengerOf(state), SHOWN.login),
    sink: idea.config.feeSink.kind,
    returnedIn: settledIn(state, keys.collateralReturn),
    rewardedIn: settledIn(state, keys.slashReward),
    sunkIn: settledIn(state, keys.slashSink),
  })
}
