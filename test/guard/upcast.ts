import type { EventRow } from '../../src/ledger/events.ts'
import { decode } from '../../src/ledger/json.ts'
import { account } from '../../src/mechanisms/account/account.ts'
import type { Named } from '../../src/mechanisms/kernel/family.ts'
import type { LaunchBegun } from '../../src/mechanisms/launch/slice.ts'
import type { RoundCounted } from '../../src/mechanisms/mining/events.ts'
import type { ScoreGiven } from '../../src/mechanisms/scoring/slice.ts'
import { kindOf } from '../../src/mechanisms/streams/kinds.ts'
import { proposalOf, raceOf } from '../../src/mechanisms/streams/names.ts'
import type { SubnetEvent, SubnetState } from '../../src/mechanisms/subnet/state.ts'

/** An event as it is written today, and its stream. */
export interface Upcast {
  readonly stream: string
  readonly event: Named
}

/**
 * What a row of the time when a subnet had one stream says today. `stand` tells how the rows before it left the subnet: from there
 * comes what an event did not have to say while it stood beside everything else.
 */
export function upcast({ stream, data }: EventRow, stand: () => SubnetState): Upcast[] {
  const event = decode<SubnetEvent>(data)
  if (kindOf(stream) === account.kind) return [{ stream, event }]
  const state = stand()
  const [race, { at }] = [raceOf(stream), event]
  const source = { kind: 'stream', stream } as const
  const toRace = (now: Named) => ({ stream: race, event: now })
  const toLife = (now: Named) => ({ stream, event: now })
  switch (event.type) {
    case 'ProposalSeen':
    case 'HeadRead':
      return [{ stream: proposalOf(stream, event.pull), event }]
    case 'ScoreGiven': {
      const given: ScoreGiven = { ...event, round: state.mining.round?.number ?? 0 }
      return [{ stream: proposalOf(stream, event.pull), event: given }]
    }
    case 'HomeMade': {
      const opened = { type: 'RaceOpened', pots: state.idea?.pots, at, source }
      return [toLife(event), toRace(opened)]
    }
    case 'RoundCounted': {
      const counted: RoundCounted = { ...event, count: event.standings.length, digest: '' }
      return [toRace(counted)]
    }
    case 'RoundLapsed': {
      const isLaunched = state.launch?.round === event.round
      const voided = { type: 'LaunchVoided', round: event.round, why: event.why, at, source }
      return isLaunched ? [toLife(voided), toRace(event)] : [toRace(event)]
    }
    case 'LaunchBegun':
      return [toLife(begun(event, state))]
    case 'ProposalMerged':
      return [
        toLife(event),
        { stream: proposalOf(stream, event.pull), event: { type: 'HeadMerged', at, source } as Named },
      ]
    case 'RoundOpened':
    case 'RoundClosed':
    case 'MinerInvited':
    case 'InvitationAccepted':
    case 'GuaranteeBillIssued':
    case 'GuaranteePaid':
    case 'GuaranteeReturned':
    case 'GuaranteeSlashed':
      return [toRace(event)]
    case 'IntentSettled':
    case 'IntentFailed':
    case 'IntentRetried':
    case 'IntentCancelled':
    case 'OutcomeTold':
      return [event.key.startsWith('guarantee-') ? toRace(event) : toLife(event)]
    default:
      return [toLife(event)]
  }
}

/** A launch carries what it begins with; before, it was looked up in the same state. */
function begun(event: LaunchBegun, { mining, proposals }: SubnetState): LaunchBegun {
  const guarantee = mining.guarantees.find(({ round }) => round === event.round)
  const architecture = guarantee && proposals[guarantee.pull]?.reading?.architecture
  if (!guarantee || !architecture || !mining.round)
    throw new Error(`No guarantee began round ${event.round}.`)
  const { pull, head, guarantor, paid } = guarantee
  return { ...event, pull, head, guarantor, coldkey: paid.payer, rules: mining.round.rules, architecture }
}
