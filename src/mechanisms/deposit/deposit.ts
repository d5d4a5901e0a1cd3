import { openDispute } from '../dispute/verdict.ts'
import { isFunded } from '../funding/decide.ts'
import type { Terms } from '../idea/slice.ts'
import { type Family, type Moment, nothing, type View } from '../kernel/family.ts'
import { rao } from '../money.ts'
import { split } from '../shares.ts'
import { refundOf } from '../streams/names.ts'
import { issueBill, seeDeposit } from './decide.ts'
import { depositNext } from './next.ts'
import { afterOwed, afterSettled, tellPayer } from './refunds.ts'
import type { DepositAccepted, DepositEvent, DepositShape, DepositSlice } from './slice.ts'
import { billErrands, depositWishes } from './wishes.ts'

type State = View<DepositShape>

/** Rule M2: fee and collateral, and what becomes of the collateral. */
export const deposit: Family<DepositShape> = {
  name: 'deposit',
  initial: { bill: null, paid: null, fate: 'none', refunds: [], refunded: [], slash: null },
  inHome: false,
  asks: {
    refund: (_, command) => (command.type === 'SeeDeposit' ? refundOf(command.payer, command.pot) : null),
  },
  decide: { IssueBill: issueBill, SeeDeposit: seeDeposit },
  evolve: {
    BillIssued: (own, { bill }) => ({ ...own, bill }),
    DepositAccepted: (own, event) => ({ ...own, paid: paid(event), fate: 'held' }),
    RefundOwed: afterOwed,
    CollateralReturned: (own) => ({ ...own, fate: 'returned' }),
    CollateralSlashed: (own, { challenger, toChallenger, toSink }) => ({
      ...own,
      fate: 'slashed',
      slash: { challenger, toChallenger, toSink },
    }),
    IdeaRevised: (own, { terms }, { idea }) =>
      isSameBill(idea?.terms, terms) ? own : { ...own, bill: null },
    IntentSettled: afterSettled,
  },
  follows: (state, moment) => slashed(state, moment) ?? returned(state, moment),
  wishes: depositWishes,
  settled: {
    'deposit-refund': nothing,
    'collateral-return': nothing,
    'slash-reward': nothing,
    'slash-sink': nothing,
  },
  errands: { bill: billErrands },
  next: depositNext,
  tells: { RefundOwed: ({ stream }, owed) => tellPayer(stream, owed) },
}

/** The title and the body are all that terms are read from. */
const isSameBill = (before: Terms | undefined, after: Terms): boolean =>
  before?.title === after.title && before.bodyHash === after.bodyHash

function slashed({ deposit, dispute }: State, { when }: Moment): DepositEvent | null {
  const upheld = dispute.last
  if (upheld?.verdict !== 'upheld' || deposit.fate !== 'held' || !deposit.paid) return null
  const [toChallenger, toSink] = split(deposit.paid.collateral, upheld.challengerShareBasisPoints)
  const shares = { challenger: upheld.challenger.id, toChallenger: rao(toChallenger), toSink: rao(toSink) }
  return { type: 'CollateralSlashed', ...shares, ...when }
}

/** The collateral goes back when the idea is funded or cannot be any more, and nobody disputes it. */
function returned(state: State, { when }: Moment): DepositEvent | null {
  const { deposit, phase } = state
  const over = isFunded(state) || phase === 'unfunded'
  if (!over || deposit.fate !== 'held' || !deposit.paid || openDispute(state)) return null
  return { type: 'CollateralReturned', to: deposit.paid.payer, amount: deposit.paid.collateral, ...when }
}

function paid({ extrinsic, payer, collateral, fee, at, pot }: DepositAccepted): DepositSlice['paid'] {
  return { ...extrinsic, payer, collateral, fee, at, pot }
}
