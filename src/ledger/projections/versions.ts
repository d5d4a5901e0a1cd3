import { sql } from 'drizzle-orm'
import type { Queries } from '../database.ts'
import { projectionVersions } from '../schema.ts'
import type { AnyProjection } from './projection.ts'
import { projections } from './projections.ts'

/**
 * The projections whose rows another version of the program made, with those that they read and those that read them: they are rebuilt
 * together, or one would read rows of another time.
 */
export async function outdated(queries: Queries): Promise<readonly AnyProjection[]> {
  const rows = await queries.select().from(projectionVersions)
  const kept = new Map(rows.map(({ name, version }) => [name, version]))
  let stale = projections.filter(({ name, version }) => kept.get(name) !== version)
  for (;;) {
    const more = projections.filter((one) => stale.some((other) => one === other || isTied(one, other)))
    if (more.length === stale.length) return stale
    stale = more
  }
}

const isTied = (one: AnyProjection, other: AnyProjection): boolean =>
  doesRead(one, other) || doesRead(other, one)

const doesRead = ({ reads = [] }: AnyProjection, { name }: AnyProjection): boolean =>
  reads.some((read) => read.name === name)

/** Their rows are now those of this version. */
export async function keepVersions(queries: Queries, made: readonly AnyProjection[]): Promise<void> {
  await queries
    .insert(projectionVersions)
    .values(made.map(({ name, version }) => ({ name, version })))
    .onConflictDoUpdate({ target: projectionVersions.name, set: { version: sql`excluded.version` } })
}
