import type { Queries } from '../ledger/database.ts'
import { noteSurface, openSurface, type Surface } from '../ledger/surfaces.ts'
import type { GitHubApi, RepositoryName } from './api.ts'

/** Where on GitHub one thing is shown, and what is needed to show it there. */
export interface SurfaceTarget {
  readonly queries: Queries
  /** Signed in as the installation that may write in the repository. */
  readonly octokit: GitHubApi
  /** What is shown: the key of the `surfaces` row. */
  readonly subject: string
  readonly installation: number
  readonly repository: RepositoryName
  readonly issue: number
}

/** What was shown last; a row without anything where nothing was. */
export const readSurface = ({
  queries,
  subject,
  installation,
  repository,
  issue,
}: Omit<SurfaceTarget, 'octokit'>): Promise<Surface> =>
  openSurface(queries, {
    subject,
    installationId: installation,
    repository: `${repository.owner}/${repository.name}`,
    issue,
  })

export const record = (
  { queries, subject }: Pick<SurfaceTarget, 'queries' | 'subject'>,
  change: Partial<Surface>,
): Promise<void> => noteSurface(queries, subject, change)
