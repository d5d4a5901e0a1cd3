import { tellPayer } from '../deposit/refunds.ts'
import { dueAt, type Family, nothing, type Told, tell, type View, type Wide } from '../kernel/family.ts'
import type { BeginLaunch, VoidLaunch } from '../launch/slice.ts'
import { proposalOf, refundOf, subnetOf } from '../streams/names.ts'
import type { BeginUpdate, VoidUpdate } from '../update/slice.ts'
import { seeChange } from './change.ts'
import {
  acceptInvitation,
  adoptRound,
  countRound,
  declineInvitation,
  endGuarantee,
  endRace,
  issueGuaranteeBill,
  openRace,
  voidRound,
} from './decide.ts'
import type { GuaranteePaid, RoundLapsed } from './events.ts'
import { evolveMining } from './evolve.ts'
import { follows } from './follows.ts'
import { seeGuarantee } from './guarantee.ts'
import { miningNext } from './next.ts'
import { currentRound, guaranteeOf, monthDue, nearEnd, roundDue } from './rounds.ts'
import type { GuaranteeBillErrand, MiningShape, StakesErrand } from './slice.ts'
import { miningWishes } from './wishes.ts'

type State = View<MiningShape>

/** Rule A5: rounds of mining, until the best miner of one guarantees. Rule N1: months of a live subnet, each of which is a round. */
export const mining: Family<MiningShape> = {
  name: 'mining',
  initial: { pots: null, round: null, past: [], guarantees: [], live: null, refunds: [], refunded: [] },
  inHome: {
    RaceOpened: false,
    CountDisturbed: false,
    RoundOpened: true,
    RoundNearsEnd: false,
    RoundClosed: false,
    RoundCounted: false,
    MinerInvited: false,
    InvitationAccepted: true,
    GuaranteeBillIssued: false,
    GuaranteePaid: false,
    RoundLapsed: true,
    GuaranteeReturned: true,
    GuaranteeSlashed: false,
    RoundAdopted: false,
    RaceEnded: false,
    RefundOwed: false,
  },
  asks: {
    launch: subnetOf,
    refund: (_, command) => (command.type === 'SeeGuarantee' ? refundOf(command.payer, command.pot) : null),
    proposal: (stream, command) =>
      command.type === 'Accept' ? proposalOf(subnetOf(stream), command.pull) : null,
    update: (stream, command) =>
      command.type === 'ReportStakes' || command.type === 'SeeChange' ? subnetOf(stream) : null,
  },
  decide: {
    OpenRace: openRace,
    ReportStakes: countRound,
    Accept: acceptInvitation,
    Decline: declineInvitation,
    IssueGuaranteeBill: issueGuaranteeBill,
    SeeGuarantee: seeGuarantee,
    SeeChange: seeChange,
    VoidRound: voidRound,
    EndGuarantee: endGuarantee,
    AdoptRound: adoptRound,
    EndRace: endRace,
  },
  evolve: evolveMining,
  follows,
  due: ({ mining }) => dueAt(roundDue(mining), monthDue(mining), nearEnd(mining)),
  wishes: miningWishes,
  settled: { 'guarantee-return': nothing, 'guarantee-slash': nothing, 'deposit-refund': nothing },
  next: miningNext,
  errands: { stakes: stakesErrands, 'guarantee-bill': billErrands },
  tells: {
    GuaranteePaid: begin,
    RoundLapsed: voidBegun,
    RefundOwed: ({ stream }, owed) => tellPayer(stream, owed),
  },
}

function stakesErrands(state: State): StakesErrand[] {
  const round = currentRound(state)
  if (round?.stage !== 'counting') return []
  const { number, changes } = round
  const key = `stakes:${subnetOf(state.stream)}:${number}`
  return [{ kind: 'stakes', key: changes > 0 ? `${key}:${changes}` : key, round: number, changes }]
}

function billErrands(state: State): GuaranteeBillErrand[] {
  const round = currentRound(state)
  if (round?.stage !== 'invited' || !round.invitation?.coldkey || round.invitation.bill) return []
  const { number } = round
  return [
    { kind: 'guarantee-bill', key: `guarantee-bill:${subnetOf(state.stream)}:${number}`, round: number },
  ]
}

/** L1, N1: a paid guarantee begins the launch, or the update. */
function begin(state: Wide<MiningShape>, { round, at }: GuaranteePaid): Told[] {
  const guarantee = guaranteeOf(state, round)
  const present = currentRound(state)
  if (!guarantee || !present) return []
  const { pull, head, guarantor, paid } = guarantee
  const { rules, month } = present
  const source = { kind: 'stream', stream: state.stream } as const
  const subnet = subnetOf(state.stream)
  const begun = { round, pull, head, guarantor, coldkey: paid.payer, rules, at, source }
  return month
    ? [tell<BeginUpdate>(subnet, { type: 'BeginUpdate', ...begun, month })]
    : [tell<BeginLaunch>(subnet, { type: 'BeginLaunch', ...begun })]
}

/** A launch, or an update, that has merged nothing yet falls with its round. */
function voidBegun(state: Wide<MiningShape>, { round, why, at }: RoundLapsed): Told[] {
  if (!guaranteeOf(state, round)) return []
  const source = { kind: 'stream', stream: state.stream } as const
  const subnet = subnetOf(state.stream)
  const lapsed = { round, why, at, source }
  return currentRound(state)?.month
    ? [tell<VoidUpdate>(subnet, { type: 'VoidUpdate', ...lapsed })]
    : [tell<VoidLaunch>(subnet, { type: 'VoidLaunch', ...lapsed })]
}
