import type { SubnetState } from '../subnet/state.ts'
import type { Guarantee, Invitation, MinerInvited, MiningEvent, Round, RoundOpened } from './slice.ts'

export function evolveMining(state: SubnetState, event: MiningEvent): SubnetState {
  switch (event.type) {
    case 'RoundOpened':
      return { ...state, mining: { ...state.mining, rounds: [...state.mining.rounds, opened(event)] } }
    case 'RoundClosed':
      return change(state, event.round, () => ({ stage: 'counting' }))
    case 'RoundCounted': {
      const counted = change(state, event.round, () => ({ standings: event.standings }))
      return {
        ...counted,
        scoring: { ...state.scoring, stakes: event.stakes },
      }
    }
    case 'MinerInvited':
      return change(state, event.round, () => ({ stage: 'invited', invitation: invitation(event) }))
    case 'InvitationAccepted':
      return invite(state, event.round, { coldkey: event.coldkey })
    case 'GuaranteeBillIssued':
      return invite(state, event.round, { bill: event.bill })
    case 'RoundLapsed':
      return lapsed(state, event)
    case 'GuaranteePaid':
      return paid(state, event)
    case 'GuaranteeReturned':
      return fate(state, event.round, 'returned')
    case 'GuaranteeSlashed':
      return fate(state, event.round, 'slashed')
  }
}

function opened({ round: number, at: opensAt, closesAt, rules }: RoundOpened): Round {
  return { number, opensAt, closesAt, rules, stage: 'open', standings: [], invitation: null, lapse: null }
}

const invitation = ({ pull, head, miner, deadline }: MinerInvited): Invitation => ({
  ...{ pull, head, miner, deadline, coldkey: null, bill: null },
})

function change(state: SubnetState, number: number, news: (round: Round) => Partial<Round>): SubnetState {
  const rounds = state.mining.rounds.map((round) =>
    round.number === number ? { ...round, ...news(round) } : round,
  )
  return { ...state, mining: { ...state.mining, rounds } }
}

const invite = (state: SubnetState, round: number, news: Partial<Invitation>): SubnetState =>
  change(state, round, (known) => ({
    invitation: known.invitation && { ...known.invitation, ...news },
  }))

/** A launch that has merged nothing yet falls with its round. */
function lapsed(state: SubnetState, { round, why }: MiningEvent & { type: 'RoundLapsed' }): SubnetState {
  const next = change(state, round, () => ({ stage: 'lapsed', lapse: why }))
  return next.launch?.round === round ? { ...next, phase: 'minable', launch: null } : next
}

function paid(state: SubnetState, event: MiningEvent & { type: 'GuaranteePaid' }): SubnetState {
  const { round, extrinsic, payer, collateral, at } = event
  const next = change(state, round, () => ({ stage: 'guaranteed' }))
  const invited = next.mining.rounds.find(({ number }) => number === round)?.invitation
  if (!invited) return state
  const guarantee: Guarantee = {
    round,
    pull: invited.pull,
    head: invited.head,
    guarantor: invited.miner,
    paid: { ...extrinsic, payer, collateral, at },
    fate: 'held',
  }
  return { ...next, mining: { ...next.mining, guarantees: [...next.mining.guarantees, guarantee] } }
}

function fate(state: SubnetState, round: number, end: Guarantee['fate']): SubnetState {
  const guarantees = state.mining.guarantees.map((guarantee) =>
    guarantee.round === round ? { ...guarantee, fate: end } : guarantee,
  )
  return { ...state, mining: { ...state.mining, guarantees } }
}
