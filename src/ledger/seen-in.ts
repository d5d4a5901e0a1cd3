import { and, inArray, isNotNull, sql } from 'drizzle-orm'
import type { SubnetEvent } from '../mechanisms/subnet/state.ts'
import type { Queries } from './database.ts'
import { subnets } from './schema.ts'

/** What follows from what people do in a subnet's own repository, and not in the market's. */
const IN_HOME: ReadonlySet<string> = new Set([
  'ProposalSeen',
  'HeadRead',
  'ScoreGiven',
  'InvitationAccepted',
  'RoundLapsed',
  'RoundOpened',
  'GuaranteeReturned',
  'IncidentOpened',
  'IncidentVoted',
] satisfies SubnetEvent['type'][])

/** Whether the issue, comment or pull request that an event names is one of the subnet's own repository. */
export const isInHome = ({ type }: { readonly type: string }): boolean => IN_HOME.has(type)

/** `owner/name` of the repositories that belong to these subnets, by stream. */
export async function homesOf(
  queries: Queries,
  streams: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (streams.length === 0) return new Map()
  const rows = await queries
    .select({ stream: subnets.stream, home: sql<string>`${subnets.view}::json ->> 'home'` })
    .from(subnets)
    .where(and(inArray(subnets.stream, [...new Set(streams)]), isNotNull(subnets.homeId)))
  return new Map(rows.map(({ stream, home }) => [stream, home]))
}
