import { distributionResource } from './dividends/distribution.ts'
import { statementResource } from './dividends/statement.ts'
import type { Resource } from './kit/resource.ts'
import { architectureResource } from './launch/in-force.ts'
import { sharesResource } from './sales/shares.ts'
import { tasksResource } from './task/resource.ts'
import { teamResource } from './team/resource.ts'

/** What the families serve as JSON, as the explorer is handed it. */
export const resources: readonly Resource[] = [
  sharesResource,
  architectureResource,
  distributionResource,
  statementResource,
  teamResource,
  tasksResource,
]
