import type { GitHubApp } from '../../github/client.ts'

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
