import { dueAt, type Family, nothing, type View } from '../kernel/family.ts'
import { acceptInvitation, countRound, declineInvitation, issueGuaranteeBill } from './decide.ts'
import { follows } from './follows.ts'
import { currentRound, roundDue } from './rounds.ts'
import type {
  Guarantee,
  GuaranteeBillErrand,
  GuaranteePaid,
  Invitation,
  MinerInvited,
  MiningShape,
  MiningSlice,
  Round,
  RoundOpened,
  StakesErrand,
} from './slice.ts'
import { guaranteeWishes } from './wishes.ts'

type State = View<MiningShape>

/** Rule A5: rounds of mining, until the best miner of one guarantees. */
export const mining: Family<MiningShape> = {
  name: 'mining',
  initial: { rounds: [], guarantees: [] },
  decide: {
    ReportStakes: countRound,
    Accept: acceptInvitation,
    Decline: declineInvitation,
    IssueGuaranteeBill: issueGuaranteeBill,
  },
  evolve: {
    RoundOpened: (own, event) => ({ ...own, rounds: [...own.rounds, opened(event)] }),
    RoundClosed: (own, { round }) => change(own, round, () => ({ stage: 'counting' })),
    RoundCounted: (own, { round, standings }) => change(own, round, () => ({ standings })),
    MinerInvited: (own, event) =>
      change(own, event.round, () => ({ stage: 'invited', invitation: invitationOf(event) })),
    InvitationAccepted: (own, { round, coldkey }) => invite(own, round, { coldkey }),
    GuaranteeBillIssued: (own, { round, bill }) => invite(own, round, { bill }),
    RoundLapsed: (own, { round, why }) => change(own, round, () => ({ stage: 'lapsed', lapse: why })),
    GuaranteePaid: paid,
    GuaranteeReturned: (own, { round }) => ended(own, round, 'returned'),
    GuaranteeSlashed: (own, { round }) => ended(own, round, 'slashed'),
  },
  follows,
  due: (state) => dueAt(roundDue(state)),
  wishes: guaranteeWishes,
  settled: { 'guarantee-return': nothing, 'guarantee-slash': nothing },
  errands: { stakes: stakesErrands, 'guarantee-bill': billErrands },
}

function opened({ round: number, at: opensAt, closesAt, rules }: RoundOpened): Round {
  return { number, opensAt, closesAt, rules, stage: 'open', standings: [], invitation: null, lapse: null }
}

function invitationOf({ pull, head, miner, deadline }: MinerInvited): Invitation {
  return { pull, head, miner, deadline, coldkey: null, bill: null }
}

function change(own: MiningSlice, number: number, news: (round: Round) => Partial<Round>): MiningSlice {
  const rounds = own.rounds.map((round) => (round.number === number ? { ...round, ...news(round) } : round))
  return { ...own, rounds }
}

const invite = (own: MiningSlice, round: number, news: Partial<Invitation>): MiningSlice =>
  change(own, round, ({ invitation }) => ({ invitation: invitation && { ...invitation, ...news } }))

function paid(own: MiningSlice, { round, extrinsic, payer, collateral, at }: GuaranteePaid): MiningSlice {
  const invited = own.rounds.find(({ number }) => number === round)?.invitation
  if (!invited) return own
  const guarantee: Guarantee = {
    round,
    pull: invited.pull,
    head: invited.head,
    guarantor: invited.miner,
    paid: { ...extrinsic, payer, collateral, at },
    fate: 'held',
  }
  const { rounds, guarantees } = change(own, round, () => ({ stage: 'guaranteed' }))
  return { rounds, guarantees: [...guarantees, guarantee] }
}

const ended = (own: MiningSlice, round: number, fate: Guarantee['fate']): MiningSlice => ({
  ...own,
  guarantees: own.guarantees.map((one) => (one.round === round ? { ...one, fate } : one)),
})

function stakesErrands(state: State): StakesErrand[] {
  const round = currentRound(state)
  if (round?.stage !== 'counting') return []
  const given = Object.values(state.scoring.scores).flatMap((scores) => Object.keys(scores))
  const users = [...new Set(given)].map(Number)
  const { number } = round
  return [{ kind: 'stakes', key: `stakes:${state.stream}:${number}`, round: number, users }]
}

function billErrands(state: State): GuaranteeBillErrand[] {
  const round = currentRound(state)
  if (round?.stage !== 'invited' || !round.invitation?.coldkey || round.invitation.bill) return []
  const { number } = round
  return [{ kind: 'guarantee-bill', key: `guarantee-bill:${state.stream}:${number}`, round: number }]
}
