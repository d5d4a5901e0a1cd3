import { afterOwed, afterSettled } from '../deposit/refunds.ts'
import type { Evolve } from '../kernel/family.ts'
import type { IntentSettled } from '../payments/slice.ts'
import type { GuaranteeBillIssued, GuaranteePaid, MinerInvited, RoundOpened } from './events.ts'
import type { Guarantee, Invitation, MiningShape, MiningSlice, PastRound, Round } from './slice.ts'

/** A payment in the name of an earlier round than these goes back like any that nobody asked for. */
const MOST_PAST = 50

export const evolveMining: Evolve<MiningShape> = {
  RaceOpened: (own, { pots }) => ({ ...own, pots }),
  RoundOpened: (own, event) => ({
    ...own,
    round: opened(event),
    past: own.round ? [...own.past, pastOf(own.round)].slice(-MOST_PAST) : own.past,
  }),
  RoundNearsEnd: (own, { closesAt: toldOf }) => change(own, { toldOf }),
  RoundClosed: (own) => change(own, { stage: 'counting' }),
  CountDisturbed: (own) => change(own, { changes: (own.round?.changes ?? 0) + 1 }),
  RoundCounted: (own, { digest, grade }) => change(own, { digest, ...(grade !== undefined && { grade }) }),
  MinerInvited: (own, event) => change(own, { stage: 'invited', invitation: invitationOf(event) }),
  InvitationAccepted: (own, { coldkey, at, source }) => invite(own, { coldkey, said: { at, source } }),
  GuaranteeBillIssued: billed,
  RoundLapsed: (own, { why: lapse, needed }) =>
    change(own, { stage: 'lapsed', lapse, ...(needed !== undefined && { needed }) }),
  GuaranteePaid: paid,
  GuaranteeReturned: (own, { round, isUndone, at }) =>
    afterEnd(ended(own, round, 'returned'), round, isUndone ? null : at),
  GuaranteeSlashed: (own, { round }) => afterEnd(ended(own, round, 'slashed'), round, null),
  RoundAdopted: (own, { round }) => adopted(own, round),
  RaceEnded: (own) => ({ ...own, live: own.live && { ...own.live, isOver: true } }),
  RefundOwed: afterOwed,
  IntentSettled: (own, event) => withoutPaid(afterSettled(own, event), event),
}

function opened({ round: number, at: opensAt, closesAt, rules, month }: RoundOpened): Round {
  return {
    number,
    opensAt,
    closesAt,
    rules,
    stage: 'open',
    ...(month && { month }),
    changes: 0,
    digest: null,
    invitation: null,
    paid: null,
    lapse: null,
  }
}

function pastOf({ number, closesAt, digest, invitation, paid }: Round): PastRound {
  return {
    number,
    closesAt,
    digest,
    remarkHash: invitation?.bill?.remarkHash ?? null,
    paid,
  }
}

function invitationOf({ pull, head, miner, deadline, at: invitedAt }: MinerInvited): Invitation {
  return { pull, head, miner, invitedAt, deadline, coldkey: null, said: null, bill: null }
}

/** Who accepted in time and is heard late has an hour to pay what the bill says. */
function billed(own: MiningSlice, { bill, at }: GuaranteeBillIssued): MiningSlice {
  const deadline = own.round?.invitation?.deadline ?? 0
  return invite(own, at > deadline ? { bill, deadline: at + TIME_TO_PAY } : { bill })
}

const TIME_TO_PAY = 60 * 60_000

const change = (own: MiningSlice, news: Partial<Round>): MiningSlice => ({
  ...own,
  round: own.round && { ...own.round, ...news },
})

function invite(own: MiningSlice, news: Partial<Invitation>): MiningSlice {
  const invitation = own.round?.invitation
  return invitation ? change(own, { invitation: { ...invitation, ...news } }) : own
}

function paid(own: MiningSlice, event: GuaranteePaid): MiningSlice {
  const guarantee = own.round?.invitation && guaranteeFrom(own.round.invitation, event)
  if (!guarantee) return own
  const { hash, payer } = guarantee.paid
  const next = change(own, { stage: 'guaranteed', paid: { hash, payer } })
  return { ...next, guarantees: [...own.guarantees, guarantee] }
}

/** The guarantee that a payment makes of an invitation. */
export function guaranteeFrom(
  { pull, head, miner }: Invitation,
  { round, extrinsic, payer, collateral, at }: GuaranteePaid,
): Guarantee {
  return { round, pull, head, guarantor: miner, paid: { ...extrinsic, payer, collateral, at }, fate: 'held' }
}

const ended = (own: MiningSlice, round: number, fate: Guarantee['fate']): MiningSlice => ({
  ...own,
  guarantees: own.guarantees.map((one) => (one.round === round ? { ...one, fate } : one)),
})

/**
 * The launch's collateral goes back when the subnet goes live, at a time: from then on there are months. Without a time the architecture
 * that was adopted is undone, and the one before it is in force.
 */
function afterEnd(own: MiningSlice, round: number, at: number | null): MiningSlice {
  const { live, round: present } = own
  if (live) {
    const isUndone = at === null && live.adopted === round
    return isUndone ? { ...own, live: { ...live, grade: live.before, adopted: null } } : own
  }
  if (at === null || present?.number !== round || present.stage !== 'guaranteed') return own
  const grade = present.grade ?? null
  return { ...own, live: { since: at, isOver: false, grade, before: grade, adopted: null } }
}

const adopted = (own: MiningSlice, round: number): MiningSlice =>
  own.live
    ? {
        ...own,
        live: { ...own.live, grade: own.round?.grade ?? null, before: own.live.grade, adopted: round },
      }
    : own

/** A collateral that has arrived where it belongs is no business of the race any more. */
function withoutPaid(own: MiningSlice, { purpose }: IntentSettled): MiningSlice {
  const { kind, about } = purpose
  if (kind !== 'guarantee-return' && kind !== 'guarantee-slash') return own
  return { ...own, guarantees: own.guarantees.filter(({ round }) => round !== about[0]) }
}
