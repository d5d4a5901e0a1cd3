import type { Occurrence } from '../decider.ts'
import type { DepositCommand, DepositEvent, DepositSlice } from '../deposit/slice.ts'
import type { DisputeCommand, DisputeEvent, DisputeSlice } from '../dispute/slice.ts'
import type { FundingCommand, FundingEvent, FundingSlice } from '../funding/slice.ts'
import type { IdeaCommand, IdeaEvent, IdeaSlice } from '../idea/slice.ts'
import type { LinkCommand, LinkEvent, LinkSlice } from '../link/slice.ts'
import type { PaymentsCommand, PaymentsEvent, PaymentsSlice } from '../payments/slice.ts'

/**
 * Where a subnet stands, from idea to live.
 * - `none`: nothing was opened under this name
 * - `awaiting-deposit`: the bill is not paid
 * - `checking`: paid, the link has not passed yet
 * - `funding`: the crowdloan is being opened, or is open
 * - `minable`: funded and finalized
 * - `unfunded`: the loan ended short of its target, or the link never passed
 * - `slashed`: a challenge was upheld
 * - `closed`: withdrawn or expired without payment
 */
export type Phase =
  | 'none'
  | 'awaiting-deposit'
  | 'checking'
  | 'funding'
  | 'minable'
  | 'unfunded'
  | 'slashed'
  | 'closed'

/** One stream a subnet: `subnet:<repository id>:<issue number>`. Every mechanism owns a slice. */
export interface SubnetState {
  readonly stream: string
  readonly phase: Phase
  readonly idea: IdeaSlice | null
  readonly deposit: DepositSlice
  readonly link: LinkSlice
  readonly dispute: DisputeSlice
  readonly funding: FundingSlice | null
  readonly payments: PaymentsSlice
}

/** The chain's clock moved on: a finalized block and its timestamp. Deadlines fall due by it and by nothing else. */
export interface Tick extends Occurrence {
  readonly type: 'Tick'
  readonly block: number
}

export type SubnetCommand =
  | IdeaCommand
  | DepositCommand
  | LinkCommand
  | DisputeCommand
  | FundingCommand
  | PaymentsCommand
  | Tick

export type SubnetEvent = IdeaEvent | DepositEvent | LinkEvent | DisputeEvent | FundingEvent | PaymentsEvent

export const subnetStream = (repository: number, issue: number): string => `subnet:${repository}:${issue}`

export const initialSubnet: SubnetState = {
  stream: '',
  phase: 'none',
  idea: null,
  deposit: { bill: null, paid: null, fate: 'none', refunds: [], slash: null },
  link: { asked: 0, answered: 0, contentHash: null, changed: null, failing: null, nextCheckAt: null },
  dispute: { disputes: [] },
  funding: null,
  payments: { settled: {}, failed: {} },
}
