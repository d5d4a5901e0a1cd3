import { askEach } from './parts.ts'
import type { SubnetErrand, SubnetState } from './state.ts'

export type Errand = SubnetErrand

/** An errand, and the stream that wants it and hears its answer. */
export interface WantedErrand {
  readonly stream: string
  readonly errand: Errand
}

/** All that is to be found out or done outside for a subnet. */
export const wantedOf = (state: SubnetState): WantedErrand[] =>
  askEach(state, (rules, own) =>
    rules.errands(own).map((errand) => ({ stream: own.stream, errand: errand as Errand })),
  ).flat()

export const errands = (state: SubnetState): Errand[] => wantedOf(state).map(({ errand }) => errand)
