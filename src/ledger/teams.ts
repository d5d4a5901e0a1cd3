import { eq } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { teams } from './schema.ts'

/** GitHub's ids, which a team keeps when it or its organization is renamed. */
export interface TeamIds {
  readonly organization: number
  readonly team: number
}

/** Of a team by the name that it had when it was read first, as `organization/team`; null where it never was. */
export async function readTeamIds(queries: Queries, name: string): Promise<TeamIds | null> {
  const [row] = await queries.select().from(teams).where(eq(teams.name, name))
  return row ? { organization: row.organizationId, team: row.teamId } : null
}

/** The first ones stay: who has the name now may be another. */
export async function keepTeamIds(
  queries: Queries,
  name: string,
  { organization, team }: TeamIds,
): Promise<void> {
  await queries
    .insert(teams)
    .values({ name, organizationId: organization, teamId: team })
    .onConflictDoNothing()
}
