import type { Standing } from '../scoring/standings.ts'
import type { MiningEvent } from './events.ts'
import { evolveMining, guaranteeFrom } from './evolve.ts'
import { mining } from './mining.ts'
import type { Guarantee, MiningSlice, Round } from './slice.ts'

/** A round with all that pages show of it: kept in rows, for the state holds the present one alone. */
export interface RoundRecord extends Round {
  /** The best of them as they were counted, best first; empty before. */
  readonly standings: readonly Standing[]
  readonly standingCount: number
  readonly guarantee: Guarantee | null
}

type OfRound = Extract<MiningEvent, { readonly round: number }>

/** Whether an event says something of one round. */
export const isOfRound = (event: { readonly type: string }): event is OfRound => 'round' in event

/** What an event leaves of the record of the round that it names; undefined where there is none and it opens none. */
export function recordRound(known: RoundRecord | undefined, event: OfRound): RoundRecord | undefined {
  const round = evolved(known ?? null, event)
  if (!round) return undefined
  const { standings, standingCount, guarantee } = known ?? {
    standings: [],
    standingCount: 0,
    guarantee: null,
  }
  const kept = { ...round, standings, standingCount, guarantee }
  switch (event.type) {
    case 'RoundCounted':
      return { ...kept, standings: event.standings, standingCount: event.count }
    case 'GuaranteePaid':
      return { ...kept, guarantee: known?.invitation ? guaranteeFrom(known.invitation, event) : null }
    case 'GuaranteeReturned':
      return { ...kept, guarantee: guarantee && { ...guarantee, fate: 'returned' } }
    case 'GuaranteeSlashed':
      return { ...kept, guarantee: guarantee && { ...guarantee, fate: 'slashed' } }
    case 'RoundOpened':
    case 'RoundClosed':
    case 'CountDisturbed':
    case 'MinerInvited':
    case 'InvitationAccepted':
    case 'GuaranteeBillIssued':
    case 'RoundLapsed':
    case 'RoundAdopted':
      return kept
  }
}

/** The round as the rules evolve it. */
function evolved(round: Round | null, event: OfRound): Round | null {
  const slice: MiningSlice = { ...mining.initial, round: event.type === 'RoundOpened' ? null : round }
  const evolve = evolveMining[event.type] as (own: MiningSlice, event: OfRound) => MiningSlice
  return evolve(slice, event).round
}
