import { eq, sql } from 'drizzle-orm'
import { type Config, defaultConfig } from '../mechanisms/config.ts'
import type { Queries } from './database.ts'
import { decode, encode } from './json.ts'
import { configs } from './schema.ts'

/** The settings in force for a repository: its last good file, or the defaults. Settings that came after the file was read have theirs. */
export async function readConfig(queries: Queries, repositoryId: number): Promise<Config> {
  const [row] = await queries.select().from(configs).where(eq(configs.repositoryId, repositoryId))
  const kept = row && decode<Partial<Config>>(row.config)
  return { ...defaultConfig, ...kept, team: { ...defaultConfig.team, ...kept?.team } }
}

/** Whether a repository's file was ever read. */
export async function hasConfig(queries: Queries, repositoryId: number): Promise<boolean> {
  const columns = { id: configs.repositoryId }
  const rows = await queries.select(columns).from(configs).where(eq(configs.repositoryId, repositoryId))
  return rows.length > 0
}

export async function keepConfig(queries: Queries, repositoryId: number, config: Config): Promise<void> {
  await queries
    .insert(configs)
    .values({ repositoryId, config: encode(config) })
    .onConflictDoUpdate({ target: configs.repositoryId, set: { config: sql`excluded.config` } })
}
