import { eq } from 'drizzle-orm'
import type { Queries } from '../ledger/database.ts'
import { surfaces } from '../ledger/schema.ts'
import type { GitHubApi, RepositoryName } from './github.ts'

/** Where on GitHub one thing is shown, and what is needed to show it there. */
export interface Place {
  readonly queries: Queries
  /** Signed in as the installation that may write in the repository. */
  readonly octokit: GitHubApi
  /** What is shown: the key of the `surfaces` row. */
  readonly subject: string
  readonly installation: number
  readonly repository: RepositoryName
  readonly issue: number
}

export type Surface = typeof surfaces.$inferSelect

/** What was shown last; a row without anything where nothing was. */
export async function readSurface({
  queries,
  subject,
  installation,
  repository,
  issue,
}: Omit<Place, 'octokit'>): Promise<Surface> {
  const [known] = await queries.select().from(surfaces).where(eq(surfaces.subject, subject))
  if (known) return known
  const row = {
    subject,
    installationId: installation,
    repository: `${repository.owner}/${repository.name}`,
    issue,
  }
  await queries.insert(surfaces).values(row).onConflictDoNothing()
  const [inserted] = await queries.select().from(surfaces).where(eq(surfaces.subject, subject))
  if (!inserted) throw new Error(`the surface of ${subject} could not be kept`)
  return inserted
}

export async function record(
  { queries, subject }: Pick<Place, 'queries' | 'subject'>,
  change: Partial<Surface>,
): Promise<void> {
  await queries.update(surfaces).set(change).where(eq(surfaces.subject, subject))
}
