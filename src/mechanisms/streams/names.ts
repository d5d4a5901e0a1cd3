import { derivativeIndex, type Pot } from '../pots.ts'

/** The names of the streams of one subnet. Each says which repository's market and which issue the subnet began as. */
const SUBNET = 'subnet'
const RACE = 'race'
const PROPOSAL = 'proposal'
const SALES = 'sales'
const TEAM = 'team'
const DIVIDENDS = 'dividends'
const REFUND = 'refund'
const COLDKEY = 'coldkey'

export const subnetStream = (repository: number, issue: number): string => `${SUBNET}:${repository}:${issue}`

/** The race for a subnet's architecture: `race:<repository id>:<issue>`. */
export const raceOf = (stream: string): string => [RACE, ...placeOf(stream)].join(':')

/** One pull request in a subnet's home: `proposal:<repository id>:<issue>:<pull>`. */
export const proposalOf = (stream: string, pull: number): string =>
  [PROPOSAL, ...placeOf(stream), pull].join(':')

/** What is bought of a subnet's output: `sales:<repository id>:<issue>`. */
export const salesOf = (stream: string): string => [SALES, ...placeOf(stream)].join(':')

/** Who holds which role of a subnet: `team:<repository id>:<issue>`. */
export const teamOf = (stream: string): string => [TEAM, ...placeOf(stream)].join(':')

/** What a live subnet distributes: `dividends:<repository id>:<issue>`. */
export const dividendsOf = (stream: string): string => [DIVIDENDS, ...placeOf(stream)].join(':')

/** The subnet that a stream belongs to. */
export const subnetOf = (stream: string): string => [SUBNET, ...placeOf(stream)].join(':')

/** The number of the pull request that a proposal's stream is about. */
export const pullOf = (proposal: string): number => Number(proposal.split(':')[3])

/** What the chain made of a coldkey (SS58) that it swapped. */
export const lineageOf = (coldkey: string): string => `${COLDKEY}:${coldkey}`

/** What goes back to an account (SS58) out of a pot. It belongs to no subnet: an account can pay into the till for many. */
export const refundOf = (coldkey: string, pot: Pot): string =>
  [REFUND, coldkey, derivativeIndex(pot) ?? pot.kind].join(':')

export const isRefund = (stream: string): boolean => stream.startsWith(`${REFUND}:`)

/** The account, SS58, that a stream of refunds pays. */
export const payerOf = (refund: string): string => refund.split(':')[1] ?? ''

/** The id of the repository whose market a stream belongs to; 0 where it belongs to none. */
export const marketOf = (stream: string): number =>
  isRefund(stream) || stream.startsWith(`${COLDKEY}:`) ? 0 : Number(placeOf(stream)[0])

const placeOf = (stream: string): string[] => stream.split(':').slice(1, 3)
