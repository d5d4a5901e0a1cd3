import { and, eq, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { surfaces } from './schema.ts'
import { surfaceOf } from './surfaces.ts'

/** What somebody else did by hand to what we show on an issue. */
export type TouchedIssue =
  | { readonly kind: 'edited' | 'deleted'; readonly comment: number }
  | { readonly kind: 'labeled' | 'unlabeled'; readonly label: string }

/** Or to the check runs of a commit. */
export type Touched = TouchedIssue | { readonly kind: 'rerequested'; readonly head: string }

/** Notes what GitHub shows now. False where it is not ours, or where that was known already. */
export const noteTouched = (queries: Queries, subject: string, touched: TouchedIssue): Promise<boolean> =>
  'comment' in touched ? noteComment(queries, subject, touched) : noteLabel(queries, subject, touched)

/** A mark of its own each time: whoever is showing the comment meanwhile sees that it was touched. */
const TOUCHED = sql`'touched ' || gen_random_uuid()`

async function noteComment(
  queries: Queries,
  subject: string,
  { kind, comment }: TouchedIssue & { readonly comment: number },
): Promise<boolean> {
  const ours = await queries
    .update(surfaces)
    .set({ applied: TOUCHED, ...(kind === 'deleted' && { commentId: null }) })
    .where(and(eq(surfaces.subject, subject), eq(surfaces.commentId, comment)))
    .returning({ subject: surfaces.subject })
  return ours.length > 0
}

/** Notes that the check runs of a head in a subnet's home show nothing any more. False where there are none. */
export async function noteRerequested(queries: Queries, stream: string, head: string): Promise<boolean> {
  const { subject } = surfaces
  const shown = await queries
    .update(surfaces)
    .set({ applied: TOUCHED, own: null })
    .where(
      sql`starts_with(${subject}, ${`check:${stream}:`}) and right(${subject}, ${head.length + 1}) = ${`:${head}`}`,
    )
    .returning({ subject })
  return shown.length > 0
}

async function noteLabel(
  queries: Queries,
  subject: string,
  { kind, label }: TouchedIssue & { readonly label: string },
): Promise<boolean> {
  const row = await surfaceOf(queries, subject)
  if (!row) return false
  const before: readonly string[] = JSON.parse(row.labels ?? '[]')
  if (before.includes(label) === (kind === 'labeled')) return false
  const after = kind === 'labeled' ? [...before, label] : before.filter((name) => name !== label)
  await noteLabels(queries, subject, before, after)
  return true
}

/**
 * Notes that we, or somebody else, changed the labels of an issue from these to those. False where they were others by then, as a person and
 * a job may move labels at the same time: then what was changed is changed in those.
 */
export async function noteLabels(
  queries: Queries,
  subject: string,
  before: readonly string[],
  after: readonly string[],
): Promise<boolean> {
  const known = sql`coalesce(${surfaces.labels}, '[]')`
  const moved = await queries
    .update(surfaces)
    .set({ labels: JSON.stringify(after) })
    .where(and(eq(surfaces.subject, subject), sql`${known} = ${JSON.stringify(before)}`))
    .returning({ subject: surfaces.subject })
  if (moved.length > 0) return true
  const row = await surfaceOf(queries, subject)
  if (!row) return false
  const now: readonly string[] = JSON.parse(row.labels ?? '[]')
  const added = after.filter((name) => !before.includes(name) && !now.includes(name))
  const kept = now.filter((name) => after.includes(name) || !before.includes(name))
  await noteLabels(queries, subject, now, [...kept, ...added])
  return false
}

/** Notes that a comment shows this. Where somebody touched it since `before` was read, nobody knows what it shows. */
export async function noteBody(
  queries: Queries,
  subject: string,
  { before, applied }: { readonly before: string | null; readonly applied: string },
): Promise<void> {
  const untouched = sql`${surfaces.applied} is not distinct from ${before}::text`
  await queries
    .update(surfaces)
    .set({
      applied: sql`case when ${untouched} then ${applied}::text else ${surfaces.applied} end`,
      posting: false,
    })
    .where(eq(surfaces.subject, subject))
}
