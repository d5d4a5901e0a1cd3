import { type ErrandRunners, errandRunners } from '../../src/handlers/errands.ts'
import type { ErrandCheckpoint } from '../../src/handlers/kit/errand.ts'
import type { Point } from './app-under-test.ts'
import type { Kill } from './kills.ts'

// Which points kill the App, on which database, and in which run: the gate kills in an errand and in a payment, the night at all points.

const POINT: Record<Exclude<Point, ErrandCheckpoint>, true> = {
  stored: true,
  appending: true,
  appended: true,
  signed: true,
  broadcast: true,
  'in-block': true,
  final: true,
}
const errands = (Object.keys(errandRunners) as (keyof ErrandRunners)[]).map((kind) => `${kind} run` as const)
export const POINTS: readonly Point[] = [...(Object.keys(POINT) as (keyof typeof POINT)[]), ...errands]

/** Before an idea's deposit is paid: of an errand, a delivery, a transaction and a job. */
const BILL: Kill = ['a bill is made, and not recorded', { point: 'bill run' }]
const HEARD: readonly Kill[] = [
  ['a delivery is stored, and not handled', { point: 'stored' }],
  ['events are appended, and not committed', { point: 'appending' }],
  ['events are appended, and the job that follows was taken and has not run', { point: 'appended' }],
]
const LINK: Kill = ['a link is checked, and that is not recorded', { point: 'link run' }]
/** Once it is paid, where a second payment would be nearest. */
const TAKEN: Kill = ['a node has taken the extrinsic', { point: 'broadcast' }]
const PAID: readonly Kill[] = [
  ['an extrinsic is signed and stored', { point: 'signed' }],
  ['the extrinsic is in a block that is not final', { point: 'in-block' }],
  ['the extrinsic is final, and not recorded', { point: 'final' }],
]

export interface IdeaKills {
  readonly unpaid: readonly Kill[]
  readonly paid: readonly Kill[]
}

/** Of an idea of its own for each. */
export const IDEA = {
  gate: { PGlite: { unpaid: [BILL], paid: [TAKEN] } },
  night: {
    PGlite: { unpaid: HEARD, paid: [LINK, ...PAID] },
    PostgreSQL: { unpaid: [...HEARD, BILL], paid: [LINK, TAKEN, ...PAID] },
  },
} as const satisfies Record<string, Partial<Record<'PGlite' | 'PostgreSQL', IdeaKills>>>

/** From the proposal to the bill of its guarantee. */
export const RACE: readonly Kill[] = [
  ['the proposal is read, and that is not recorded', { point: 'head run' }],
  ['the stakes at the round’s end are read, and not recorded', { point: 'stakes run' }],
  ['the guarantee’s bill is made, and not recorded', { point: 'guarantee-bill run' }],
]

/** From the paid guarantee to the end of the probation. */
const LAUNCH: readonly Kill[] = [
  ['the proposal is merged, and that is not recorded', { point: 'merge run' }],
  ['tag and release are made, and that is not recorded', { point: 'release run' }],
  ['the registration is signed', { point: 'signed' }],
  ['a node has taken the registration', { point: 'broadcast' }],
  ['the registration is in a block that is not final', { point: 'in-block' }],
  ['the registration is final, and not recorded', { point: 'final' }],
  ['the steps are planned, and that is not recorded', { point: 'plan run' }],
  ['the first step is signed', { point: 'signed' }],
  ['the second step is final, and not recorded', { point: 'final', skip: 1 }],
  ['the start call is signed', { point: 'signed' }],
  ['the start call is final, and not recorded', { point: 'final' }],
  ['the discoverer’s reward is signed', { point: 'signed' }],
  ['a day’s health is read, and not recorded', { point: 'health run' }],
  ['collateral and bounty are signed', { point: 'signed' }],
  ['a node has taken the payment of collateral and bounty', { point: 'broadcast' }],
  ['collateral and bounty are final, and not recorded', { point: 'final' }],
]

/** On PostgreSQL each kind of point once: what differs there is how a transaction ends, not what it pays for. */
export const LAUNCHES = {
  PGlite: LAUNCH,
  PostgreSQL: LAUNCH.filter(([what]) => !/step is|start call|reward/.test(what)),
} as const satisfies Record<'PGlite' | 'PostgreSQL', readonly Kill[]>

/** A repository is made, and that is not recorded; in each launch, before everything else. */
export const HOME: Kill = ['a repository is made, and that is not recorded', { point: 'home run' }]

/** From a subnet's first day until the chain dissolves it, in this order. */
export const LIVE = [
  'storefront run',
  'fork run',
  'reckon run',
  'open-parts run',
  'drift run',
  'like-chain run',
  'mandate run',
  'task-stakes run',
  'task-end run',
  'team-weights run',
  'rest run',
] as const satisfies readonly Point[]

/** From the guarantee of a month's best to the end of its probation, in this order. */
export const MONTH = [
  'update-merge run',
  'update-release run',
  'update-health run',
] as const satisfies readonly Point[]

/** From an incident that breaks an update to the network as it was before. */
export const REVERT = ['revert run'] as const satisfies readonly Point[]

/** From the end of the time for a registration until everybody has their money back. */
export const RETURNED: readonly Kill[] = [
  ['that its time is over is appended, and not committed', { point: 'appending' }],
  ['the treasury is counted, and that is not recorded', { point: 'rest run' }],
  ['what goes back is signed', { point: 'signed' }],
  ['a node has taken what goes back', { point: 'broadcast' }],
  ['what goes back is in a block that is not final', { point: 'in-block' }],
  ['what goes back is final, and not recorded', { point: 'final' }],
]

export type LivePoint = (typeof LIVE)[number]
