import { ballotRows } from './ballots.ts'
import { billRows } from './bills.ts'
import { candidateRows } from './candidates.ts'
import { dayRows } from './days.ts'
import { distributionRows } from './distributions.ts'
import { intentRows } from './intents.ts'
import { lineageRows } from './lineage.ts'
import { linkRows } from './links.ts'
import type { AnyProjection } from './projection.ts'
import { purchaseRows } from './purchases.ts'
import { raceRows } from './races.ts'
import { raisedRows } from './raised.ts'
import { refundRows } from './refunds.ts'
import { roundRows } from './rounds.ts'
import { snapshotRows } from './snapshots.ts'
import { subnetRows } from './subnets.ts'
import { taskClockRows } from './task-clocks.ts'

/** Applied in this order: what an intent is bound to depends on who is linked. */
export const projections: readonly AnyProjection[] = [
  lineageRows,
  linkRows,
  intentRows,
  billRows,
  refundRows,
  ballotRows,
  dayRows,
  subnetRows,
  raisedRows,
  raceRows,
  distributionRows,
  roundRows,
  taskClockRows,
  purchaseRows,
  candidateRows,
  snapshotRows,
]
