import { tellPayer } from '../deposit/refunds.ts'
import { dueAt, type Family, nothing, type Told, tell, type View, type Wide } from '../kernel/family.ts'
import type { BeginLaunch, VoidLaunch } from '../launch/slice.ts'
import { subnetOf } from '../streams/names.ts'
import { seeChange } from './change.ts'
import {
  acceptInvitation,
  countRound,
  declineInvitation,
  endGuarantee,
  issueGuaranteeBill,
  openRace,
  voidRound,
} from './decide.ts'
import type { GuaranteePaid, RoundLapsed } from './events.ts'
import { evolveMining } from './evolve.ts'
import { follows } from './follows.ts'
import { seeGuarantee } from './guarantee.ts'
import { miningNext } from './next.ts'
import { currentRound, guaranteeOf, nearEnd, roundDue } from './rounds.ts'
import type { GuaranteeBillErrand, MiningShape, StakesErrand } from './slice.ts'
import { miningWishes } from './wishes.ts'

type State = View<MiningShape>

/** Rule A5: rounds of mining, until the best miner of one guarantees. */
export const mining: Family<MiningShape> = {
  name: 'mining',
  initial: { pots: null, round: null, past: [], guarantees: [], refunds: [], refunded: [] },
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
    RefundOwed: false,
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
  },
  evolve: evolveMining,
  follows,
  due: ({ mining }) => dueAt(roundDue(mining), nearEnd(mining)),
  wishes: miningWishes,
  settled: { 'guarantee-return': nothing, 'guarantee-slash': nothing, 'deposit-refund': nothing },
  next: miningNext,
  errands: { stakes: stakesErrands, 'guarantee-bill': billErrands },
  tells: {
    GuaranteePaid: beginLaunch,
    RoundLapsed: voidLaunch,
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

/** L1: a paid guarantee begins the launch. */
function beginLaunch(state: Wide<MiningShape>, { round, at }: GuaranteePaid): Told[] {
  const guarantee = guaranteeOf(state, round)
  const rules = currentRound(state)?.rules
  if (!guarantee || !rules) return []
  const { pull, head, guarantor, paid } = guarantee
  const source = { kind: 'stream', stream: state.stream } as const
  const launch = { round, pull, head, guarantor, coldkey: paid.payer, rules }
  return [tell<BeginLaunch>(subnetOf(state.stream), { type: 'BeginLaunch', ...launch, at, source })]
}

/** A launch that has merged nothing yet falls with its round. */
function voidLaunch(state: Wide<MiningShape>, { round, why, at }: RoundLapsed): Told[] {
  if (!guaranteeOf(state, round)) return []
  const source = { kind: 'stream', stream: state.stream } as const
  return [tell<VoidLaunch>(subnetOf(state.stream), { type: 'VoidLaunch', round, why, at, source })]
}
