import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { threadSections } from './schema.ts'

/** The text of a section, Markdown; null where it shows nothing. */
type Text = string | null

/**
 * The sections of a thread as they were rendered last, by name. Left out is what another version of the program rendered, and what is not
 * what was kept.
 */
export async function keptSections(
  queries: Queries,
  subject: string,
  version: string,
): Promise<ReadonlyMap<string, Text>> {
  const { section, text, digest } = threadSections
  const rows = await queries
    .select({ section, text, digest })
    .from(threadSections)
    .where(and(eq(threadSections.subject, subject), eq(threadSections.version, version)))
  const whole = rows.filter((row) => row.digest === digestOf(row.text))
  return new Map(whole.map((row) => [row.section, row.text]))
}

/** Keeps what was rendered just now. */
export async function keepSections(
  queries: Queries,
  subject: string,
  version: string,
  texts: ReadonlyMap<string, Text>,
): Promise<void> {
  if (texts.size === 0) return
  const rows = [...texts].map(([section, text]) => ({
    subject,
    section,
    version,
    text,
    digest: digestOf(text),
  }))
  await queries
    .insert(threadSections)
    .values(rows)
    .onConflictDoUpdate({
      target: [threadSections.subject, threadSections.section],
      set: { version: sql`excluded.version`, text: sql`excluded.text`, digest: sql`excluded.digest` },
    })
}

/** SHA-256, hex. */
const digestOf = (text: Text): string => createHash('sha256').update(JSON.stringify(text)).digest('hex')
