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

/** What follows: `none` where it is not ours, or was known already; `fought` where somebody has changed it too often within an hour. */
export type Follows = 'none' | 'put back' | 'fought'

/** How often a comment is put back at once within an hour: a bot that changes it each time would never end. */
const [AT_ONCE, HOUR] = [5, 60 * 60_000]

/** Notes what GitHub shows now. */
export const noteTouched = (queries: Queries, subject: string, touched: TouchedIssue): Promise<Follows> =>
  'comment' in touched ? noteComment(queries, subject, touched) : noteLabel(queries, subject, touched)

/** A mark of its own each time: whoever is showing the comment meanwhile sees that it was touched. */
const TOUCHED = sql`'touched ' || gen_random_uuid()`

async function noteComment(
  queries: Queries,
  subject: string,
  { kind, comment }: TouchedIssue & { readonly comment: number },
): Promise<Follows> {
  const now = Date.now()
  const isRecent = sql`coalesce(${surfaces.touchedSince}, 0) > ${now - HOUR}`
  const [ours] = await queries
    .update(surfaces)
    .set({
      applied: TOUCHED,
      touches: sql`case when ${isRecent} then ${surfaces.touches} + 1 else 1 end`,
      touchedSince: sql`case when ${isRecent} then ${surfaces.touchedSince} else ${now} end`,
      ...(kind === 'deleted' && { commentId: null }),
    })
    .where(and(eq(surfaces.subject, subject), eq(surfaces.commentId, comment)))
    .returning({ touches: surfaces.touches })
  if (!ours) return 'none'
  return ours.touches > AT_ONCE ? 'fought' : 'put back'
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
): Promise<Follows> {
  const row = await surfaceOf(queries, subject)
  if (!row) return 'none'
  const before: readonly string[] = JSON.parse(row.labels ?? '[]')
  if (before.includes(label) === (kind === 'labeled')) return 'none'
  const after = kind === 'labeled' ? [...before, label] : before.filter((name) => name !== label)
  await noteLabels(queries, subject, before, after)
  return 'put back'
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
