import { openDispute } from '../mechanisms/dispute/verdict.ts'
import type { Phase, SubnetState } from '../mechanisms/subnet/state.ts'

const PREFIX = 'tributary:'

/** A label as GitHub makes one: at most 50 characters of name, 100 of description, six hex digits of colour. */
export interface Label {
  readonly name: string
  readonly color: string
  readonly description: string
}

const LABELS = {
  'awaiting-deposit': { color: 'fbca04', description: 'The deposit of this idea is not paid yet' },
  checking: { color: 'c5def5', description: 'Paid; the link of the article is being checked' },
  funding: { color: '1d76db', description: 'Open for funding by anyone who holds TAO' },
  disputed: { color: 'd93f0b', description: 'Challenged; validators are deciding' },
  minable: { color: '0e8a16', description: 'Funded; its architecture can be mined' },
  launching: { color: '5319e7', description: 'Guaranteed; it is merged, registered and configured' },
  preparing: { color: '5319e7', description: 'Registered; miners and validators get ready' },
  probation: { color: '006b75', description: 'Started; each day is recorded' },
  live: { color: '0e8a16', description: 'Started, and its probation passed' },
  failed: { color: 'b60205', description: 'Its probation was not passed' },
  unfunded: { color: 'bfbfbf', description: 'Ended without its target; everyone is refunded' },
  slashed: { color: 'b60205', description: 'A challenge was upheld and the collateral slashed' },
  dissolved: {
    color: 'b60205',
    description: 'The chain dissolved the subnet; what is left goes to its funders',
  },
  returned: {
    color: 'bfbfbf',
    description: 'Not registered in time; what it raised goes back to its funders',
  },
  closed: { color: 'e4e4e4', description: 'Withdrawn, or never paid' },
  drift: { color: 'd93f0b', description: 'The chain differs from the architecture in force' },
  selling: { color: '0e8a16', description: 'Here the output of the subnet is sold' },
} as const satisfies Record<Exclude<Phase, 'none'> | 'disputed' | 'drift' | 'selling', Omit<Label, 'name'>>

/** The label of what validators are deciding: an idea that is challenged, and an incident. */
export const DISPUTED = `${PREFIX}disputed`

/** The label of the issue that tells how the chain differs from the architecture. */
export const DRIFT = `${PREFIX}drift`

/** The label of the issue in which a subnet's output is sold. */
export const SELLING = `${PREFIX}selling`

const ROLE = 'role:'

/** GitHub takes no longer name. */
const LONGEST_NAME = 50

/** The label of the tasks of a role (rule T2). */
export const roleLabel = (id: string): string => `${ROLE}${id}`.slice(0, LONGEST_NAME)

/** Whether a label is put on by the App alone: in a subnet's home those of roles are, too. */
export const isOurs = (name: string, isHome: boolean): boolean =>
  name.startsWith(PREFIX) || (isHome && name.startsWith(ROLE))

/** Our labels for a state: one for its phase, and one more while it is challenged. */
export function labelsOf(state: SubnetState): string[] {
  return [
    ...(state.phase === 'none' ? [] : [PREFIX + state.phase]),
    ...(openDispute(state) ? [DISPUTED] : []),
  ]
}

/** How a label of ours is made where the repository does not have it; undefined where it is not ours. */
export function labelNamed(name: string): Label | undefined {
  if (name.startsWith(ROLE))
    return { name, color: 'd4c5f9', description: 'A task for those who hold this role' }
  const known = Object.entries(LABELS).find(([key]) => PREFIX + key === name)
  return known && { name, ...known[1] }
}
