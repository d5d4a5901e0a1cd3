import { intentRows } from './intents.ts'
import { linkRows } from './links.ts'
import type { Projection } from './projection.ts'
import { snapshotRows } from './snapshots.ts'
import { subnetRows } from './subnets.ts'

/** Applied in this order: what an intent is bound to depends on who is linked. */
export const projections: readonly Projection[] = [linkRows, intentRows, subnetRows, snapshotRows]
