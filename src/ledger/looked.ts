import { and, eq, inArray, isNotNull, notInArray, sql } from 'drizzle-orm'
import { phasesOver } from '../mechanisms/phase/over.ts'
import { readMoment, readMoments, writeMoment } from './cursors.ts'
import type { Queries } from './database.ts'
import { readLife } from './read-subnet.ts'
import { replies, subnets } from './schema.ts'

/** A repository that people write in. */
export interface LookedAt {
  readonly id: number
  readonly owner: string
  readonly name: string
  readonly installation: number
  /** A subnet's own; else a market. */
  readonly isHome: boolean
}

/** A repository as its row has it: the installation is the market's, and its own stands in the state of a stream. */
export type Unplaced = LookedAt & { readonly stream: string }

/** Every market, and the homes of subnets that are not over. */
export async function repositoriesToLook(queries: Queries): Promise<Unplaced[]> {
  const { rows } = await queries.execute<Row>(
    sql`select repository_id::float8 as id, max(installation_id)::float8 as installation, false as home,
        min(stream) as stream, max(repository) as repository from subnets group by repository_id
      union all
      select home_id::float8, installation_id::float8, true, stream, view::json ->> 'home' from subnets
        where ${and(isNotNull(subnets.homeId), notInArray(subnets.phase, phasesOver()))}`,
  )
  return rows.map(({ id, installation, home, stream, repository }) => {
    const [owner = '', name = ''] = repository.split('/')
    return { id, installation, stream, owner, name, isHome: home }
  })
}

type Row = {
  readonly id: number
  readonly installation: number
  readonly home: boolean
  readonly stream: string
  /** `owner/name`. */
  readonly repository: string
}

/** With the installation that the state names; null where its subnet is gone. */
export async function withInstallation(
  queries: Queries,
  { stream, ...repository }: Unplaced,
): Promise<LookedAt | null> {
  const { home, idea } = await readLife(queries, stream)
  const at = repository.isHome ? home : idea
  return at && { ...repository, installation: at.installation }
}

const cursorOf = (repository: number | '') => `looked at ${repository}`

/** Up to which change each repository was looked at, by its id. */
export async function allLooked(queries: Queries): Promise<ReadonlyMap<number, number>> {
  const all = await readMoments(queries, cursorOf(''))
  return new Map([...all].map(([name, at]) => [Number(name.slice(cursorOf('').length)), at]))
}

/** Up to which change, by GitHub's time, a repository was looked at: milliseconds, UTC. Null where it never was. */
export const readLooked = async (queries: Queries, repository: number): Promise<number | null> =>
  (await readMoment(queries, cursorOf(repository))) ?? null

export const writeLooked = (queries: Queries, repository: number, at: number): Promise<void> =>
  writeMoment(queries, cursorOf(repository), at)

/** What was written, as a delivery of it was placed: the rank is made from its id. */
export interface Placed {
  readonly event: string
  readonly occurredAt: number
  readonly rank: number
}

/** Those of which a delivery came, whatever its id. */
export async function heardAlready(
  queries: Queries,
  placed: readonly Placed[],
): Promise<ReadonlySet<string>> {
  if (placed.length === 0) return new Set()
  const column = <Value>(of: (one: Placed) => Value) => sql.param(placed.map(of))
  const { rows } = await queries.execute<{ key: string }>(sql`
    select event || ':' || occurred_at || ':' || rank as key from deliveries
    where rank > 1 and rank = any(${column(({ rank }) => rank)}::bigint[])
      and occurred_at = any(${column(({ occurredAt }) => occurredAt)}::bigint[])
      and event = any(${column(({ event }) => event)}::text[])`)
  return new Set(rows.map(({ key }) => key))
}

export const placeKey = ({ event, occurredAt, rank }: Placed): string => `${event}:${occurredAt}:${rank}`

/**
 * Those of these issues, by GitHub's ids, to which an answer was decided: an incident is heard once, and not again in another time.
 * Of each, whether it said that a form cannot be read: an edit may have mended that.
 */
export async function issuesAnswered(
  queries: Queries,
  ids: readonly number[],
): Promise<ReadonlyMap<number, { readonly isUnread: boolean }>> {
  if (ids.length === 0) return new Map()
  const { kind, commentId, answers } = replies
  const rows = await queries
    .select({ commentId, isUnread: sql<boolean>`position('"task-problems"' in ${answers}) > 0` })
    .from(replies)
    .where(
      and(
        eq(kind, 'comment'),
        inArray(
          commentId,
          ids.map((id) => -id),
        ),
      ),
    )
  return new Map(rows.map(({ commentId: id, isUnread }) => [-id, { isUnread }]))
}
