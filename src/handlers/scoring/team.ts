import { type GitHubApp, insisting, refusalOf } from '../../github/client.ts'

/**
 * The user ids of a team's members. Throws what GitHub says where the App may not see the team: it needs to read the
 * organization's members, and to be installed there.
 */
export async function readTeam(
  github: Pick<GitHubApp, 'asInstallation'>,
  installation: number,
  { organization, team }: { readonly organization: string; readonly team: string },
): Promise<number[]> {
  const octokit = await github.asInstallation(installation)
  const members = await octokit.paginate('GET /orgs/{org}/teams/{team_slug}/members', {
    org: organization,
    team_slug: team,
    per_page: 100,
  })
  return members.map(({ id }) => id)
}

/** As `readTeam`. A team that is not there, or that the App may not see, has no members for it. */
export const membersOf = (...asked: Parameters<typeof readTeam>): Promise<readonly number[]> =>
  insisting(() => readTeam(...asked)).catch(nobody)

function nobody(error: unknown): readonly number[] {
  if ([403, 404].includes(refusalOf(error))) return []
  throw error
}
