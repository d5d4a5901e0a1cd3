import { dividends } from '../dividends/dividends.ts'
import { NO_PAYMENTS } from '../payments/payments.ts'
import { dividendsOf, proposalOf } from '../streams/names.ts'
import { team } from '../team/team.ts'
import { proposal } from './proposal.ts'
import { race } from './race.ts'
import type { SubnetErrand, SubnetState } from './state.ts'
import { subnet } from './subnet.ts'

export type Errand = SubnetErrand

/** An errand, and the stream that wants it and hears its answer. */
export interface WantedErrand {
  readonly stream: string
  readonly errand: Errand
}

/** All that is to be found out or done outside for a subnet. */
export function wantedOf(state: SubnetState): WantedErrand[] {
  const by = (stream: string, errands: readonly Errand[]): WantedErrand[] =>
    errands.map((errand) => ({ stream, errand }))
  const ofProposals = Object.values(state.proposals).flatMap((one) => {
    const stream = proposalOf(state.stream, one.pull)
    return by(stream, proposal.errands({ stream, proposal: one, scores: null }))
  })
  const daily = dividendsOf(state.stream)
  return [
    ...by(state.stream, subnet.errands(state)),
    ...ofProposals,
    ...by(state.race.stream, race.errands(state.race)),
    ...by(state.crew.stream, team.errands(state.crew)),
    ...by(daily, dividends.errands({ stream: daily, dividends: state.dividends, payments: NO_PAYMENTS })),
  ]
}

export const errands = (state: SubnetState): Errand[] => wantedOf(state).map(({ errand }) => errand)
