/** The names of the streams of one subnet. Each says which repository's market and which issue the subnet began as. */
const SUBNET = 'subnet'
const RACE = 'race'
const PROPOSAL = 'proposal'

export const subnetStream = (repository: number, issue: number): string => `${SUBNET}:${repository}:${issue}`

/** The race for a subnet's architecture: `race:<repository id>:<issue>`. */
export const raceOf = (stream: string): string => [RACE, ...placeOf(stream)].join(':')

/** One pull request in a subnet's home: `proposal:<repository id>:<issue>:<pull>`. */
export const proposalOf = (stream: string, pull: number): string =>
  [PROPOSAL, ...placeOf(stream), pull].join(':')

/** The subnet that a stream belongs to. */
export const subnetOf = (stream: string): string => [SUBNET, ...placeOf(stream)].join(':')

/** The number of the pull request that a proposal's stream is about. */
export const pullOf = (proposal: string): number => Number(proposal.split(':')[3])

/** The id of the repository whose market a stream belongs to. */
export const marketOf = (stream: string): number => Number(placeOf(stream)[0])

const placeOf = (stream: string): string[] => stream.split(':').slice(1, 3)
