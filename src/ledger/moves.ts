import { eq, sql } from 'drizzle-orm'
import { isPhaseOver } from '../mechanisms/phase/over.ts'
import type { Queries } from './database.ts'
import { readLife } from './read-subnet.ts'
import { moves, surfaces } from './schema.ts'

/** Where GitHub moved an issue to. */
export interface Place {
  /** The stream that an idea of that issue would have. */
  readonly stream: string
  /** `owner/name`. */
  readonly repository: string
  readonly issue: number
  /** Null where no installation of ours has told of it: then nothing can be shown there. */
  readonly installation: number | null
}

/** An issue that was moved so often is followed no further. */
const FARTHEST = 10

/** Keeps where the issue of a stream went. Both repositories tell of it; only the new one says which installation is there. */
export async function keepMove(queries: Queries, stream: string, to: Place): Promise<void> {
  const { stream: toStream, repository, issue, installation } = to
  await queries
    .insert(moves)
    .values({ stream, toStream, repository, issue, installationId: installation })
    .onConflictDoUpdate({
      target: moves.stream,
      set: { installationId: sql`coalesce(excluded.installation_id, ${moves.installationId})` },
    })
}

/** Where the issue of a stream is now; null where it was never moved. */
export async function movedTo(queries: Queries, stream: string): Promise<Place | null> {
  let place: Place | null = null
  for (let step = 0; step < FARTHEST; step++) {
    const from: string = place?.stream ?? stream
    const [row] = await queries.select().from(moves).where(eq(moves.stream, from))
    if (!row) break
    const { toStream, repository, issue, installationId: installation } = row
    place = { stream: toStream, repository, issue, installation }
  }
  return place
}

/** The idea that lives on under the issue of this stream, which was moved there; null where there is none. */
export async function ideaBehind(queries: Queries, stream: string): Promise<string | null> {
  let at = stream
  for (let step = 0; step < FARTHEST; step++) {
    const [row] = await queries.select().from(moves).where(eq(moves.toStream, at))
    if (!row) return null
    at = row.stream
    if (await isAlive(queries, at)) return at
  }
  return null
}

/** What is over may be proposed anew. */
export async function isAlive(queries: Queries, stream: string): Promise<boolean> {
  const { phase } = await readLife(queries, stream)
  return phase !== 'none' && !isPhaseOver(phase)
}

/** Its thread is shown where the issue went: our comment moved with it, under an id of its own. */
export async function moveSurface(queries: Queries, subject: string, to: Place): Promise<void> {
  const { repository, issue, installation } = to
  if (installation === null) return
  const nothing = { applied: null, commentId: null, labels: null, nodes: null, closed: null }
  await queries
    .update(surfaces)
    .set({ ...nothing, installationId: installation, repository, issue, posting: true })
    .where(eq(surfaces.subject, subject))
}
