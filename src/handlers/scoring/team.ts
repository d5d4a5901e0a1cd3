import { type GitHub, type GitHubApp, insisting, refusalOf } from '../../github/client.ts'
import type { Queries } from '../../ledger/database.ts'
import { keepTeamIds, readTeamIds } from '../../ledger/teams.ts'
import { PersonNeeded } from '../kit/person-needed.ts'

export interface Team {
  readonly organization: string
  readonly team: string
}

/** How the reason begins for which no member is known. */
export const TEAM_UNREAD = 'GitHub does not show the team'

interface TeamTools {
  readonly github: Pick<GitHubApp, 'asInstallation'>
  readonly queries: Queries
}

/**
 * The user ids of a team's members, by its name; where that is no team's any more, by the ids which it had when it was read first, for it may have another
 * name now. Throws `PersonNeeded` where GitHub does not show it: the App needs to read the organization's members.
 */
export async function readTeam(
  { github, queries }: TeamTools,
  installation: number,
  { organization, team }: Team,
): Promise<readonly number[]> {
  const octokit = await github.asInstallation(installation)
  const name = `${organization}/${team}`
  const known = await readTeamIds(queries, name)
  const bySlug = { org: organization, team_slug: team }
  const named = await shown(() => membersAt(octokit, '/orgs/{org}/teams/{team_slug}/members', bySlug))
  if (named !== null) {
    if (!known) await learn(octokit, queries, name, bySlug)
    return named
  }
  const byId = known && { org_id: known.organization, team_id: known.team }
  const renamed =
    byId && (await shown(() => membersAt(octokit, '/organizations/{org_id}/team/{team_id}/members', byId)))
  if (renamed === null) throw new PersonNeeded(`${TEAM_UNREAD} ${name}`)
  return renamed
}

/**
 * As `readTeam`. A team that was never seen has no members: its name may be misspelled, and who asks gets an answer. One that was seen is waited for,
 * so that no vote of a member is lost.
 */
export const membersOf = (
  tools: TeamTools,
  installation: number,
  { organization, team }: Team,
): Promise<readonly number[]> =>
  readTeam(tools, installation, { organization, team }).catch(async (error: unknown) => {
    const isSeen = (await readTeamIds(tools.queries, `${organization}/${team}`)) !== null
    if (isSeen || !(error instanceof PersonNeeded)) throw error
    return []
  })

async function membersAt(octokit: GitHub, path: string, at: object): Promise<readonly number[]> {
  const members = await octokit.paginate<{ id: number }>(`GET ${path}`, { ...at, per_page: 100 })
  return members.map(({ id }) => id)
}

/** Null where GitHub says twice that there is no such team, or that the App may not see it. */
async function shown<Value>(ask: () => Promise<Value>): Promise<Value | null> {
  try {
    return await insisting(ask)
  } catch (error) {
    if ([403, 404].includes(refusalOf(error))) return null
    throw error
  }
}

async function learn(
  octokit: GitHub,
  queries: Queries,
  name: string,
  bySlug: { readonly org: string; readonly team_slug: string },
): Promise<void> {
  const found = await shown(() => octokit.request('GET /orgs/{org}/teams/{team_slug}', bySlug))
  if (found)
    await keepTeamIds(queries, name, { organization: found.data.organization.id, team: found.data.id })
}
