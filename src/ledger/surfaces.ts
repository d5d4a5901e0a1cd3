import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { subnets, surfaces } from './schema.ts'

/** What GitHub was last made to show of one subject, and where. */
export type Surface = typeof surfaces.$inferSelect

/** Where on GitHub a subject is shown: `repository` is `owner/name`. */
export type SurfacePlace = Pick<Surface, 'subject' | 'installationId' | 'repository'> & {
  readonly issue?: number
}

/** Null where nothing of the subject was shown yet. */
export async function surfaceOf(queries: Queries, subject: string): Promise<Surface | null> {
  const [known] = await queries.select().from(surfaces).where(eq(surfaces.subject, subject))
  return known ?? null
}

/** The same; where nothing was shown yet a row is made that says so. */
export async function openSurface(queries: Queries, place: SurfacePlace): Promise<Surface> {
  const known = await surfaceOf(queries, place.subject)
  if (known) return known
  await queries.insert(surfaces).values(place).onConflictDoNothing()
  const inserted = await surfaceOf(queries, place.subject)
  if (!inserted) throw new Error(`the surface of ${place.subject} could not be kept`)
  return inserted
}

export async function noteSurface(
  queries: Queries,
  subject: string,
  change: Partial<Surface>,
): Promise<void> {
  await queries.update(surfaces).set(change).where(eq(surfaces.subject, subject))
}

/** What was shown last of several check runs, by subject, in one query; nothing of those that were never shown. */
export async function shownChecks(
  queries: Queries,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, Pick<Surface, 'applied' | 'own' | 'waits'>>> {
  if (subjects.length === 0) return new Map()
  const rows = await queries
    .select({
      subject: surfaces.subject,
      applied: surfaces.applied,
      own: surfaces.own,
      waits: surfaces.waits,
    })
    .from(surfaces)
    .where(and(inArray(surfaces.subject, [...subjects]), isNotNull(surfaces.applied)))
  return new Map(rows.map(({ subject, ...shown }) => [subject, shown]))
}

/** A repository in which an installation could write when it was heard of, `owner/name`; null where it was not. */
export async function writableRepository(queries: Queries, installation: number): Promise<string | null> {
  const [shown] = await queries
    .select({ repository: surfaces.repository })
    .from(surfaces)
    .where(eq(surfaces.installationId, installation))
    .limit(1)
  if (shown) return shown.repository
  const [opened] = await queries
    .select({ repository: subnets.repository })
    .from(subnets)
    .where(eq(subnets.installationId, installation))
    .limit(1)
  return opened?.repository ?? null
}

/** No hash: something is shown, and nobody knows what. */
const UNKNOWN = 'unknown'

/** What is noted of a check run beside its hash. */
export type CheckNote = Pick<Surface, 'own' | 'standing' | 'waits'>

/**
 * Notes that this hash is shown. False where somebody else has noted something since `before` was read: nobody knows then
 * whose call GitHub took last, and the ledger says so.
 */
export async function noteShown(
  queries: Queries,
  subject: string,
  { before, applied, note }: { before: string | null; applied: string; note: CheckNote },
): Promise<boolean> {
  const unchanged = sql`${surfaces.applied} is not distinct from ${before}::text`
  const [kept] = await queries
    .update(surfaces)
    .set({
      applied: sql`case when ${unchanged} then ${applied}::text else ${UNKNOWN} end`,
      ...note,
      failures: 0,
      error: null,
    })
    .where(eq(surfaces.subject, subject))
    .returning({ applied: surfaces.applied })
  return kept?.applied !== UNKNOWN
}

/** What is wrong with an issue's form, as JSON text: its thread says so. */
export async function keepForm(queries: Queries, place: SurfacePlace, form: string): Promise<void> {
  const set = { form: sql`excluded.form` }
  await queries
    .insert(surfaces)
    .values({ ...place, form })
    .onConflictDoUpdate({ target: surfaces.subject, set })
}

/** Nothing is wrong with the form any more. False where nothing was. */
export async function forgetForm(queries: Queries, subject: string): Promise<boolean> {
  const mended = await queries
    .update(surfaces)
    .set({ form: null })
    .where(and(eq(surfaces.subject, subject), isNotNull(surfaces.form)))
    .returning({ subject: surfaces.subject })
  return mended.length > 0
}
