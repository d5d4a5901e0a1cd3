import { eq, max, sql } from 'drizzle-orm'
import { type Config, defaultConfig } from '../mechanisms/config.ts'
import { readCursor } from './cursors.ts'
import type { Queries } from './database.ts'
import { decode, encode } from './json.ts'
import { configs, subnets } from './schema.ts'

export type { Config } from '../mechanisms/config.ts'

/** Milliseconds of the ledger's clock, by setting (`idea.fee`, `feeSink`). What was in force before this was noted has none. */
export type InForceSince = Readonly<Record<string, number>>

/** The settings of a market, and since when each is in force. */
export interface MarketConfig {
  /** `owner/name`. */
  readonly repository: string
  readonly config: Config
  readonly since: InForceSince
}

/** The settings in force for a repository: its last good file, or the defaults. Settings that came after the file was read have theirs. */
export async function readConfig(queries: Queries, repositoryId: number): Promise<Config> {
  const [row] = await queries.select().from(configs).where(eq(configs.repositoryId, repositoryId))
  return completed(row?.config)
}

function completed(config: string | undefined): Config {
  const kept = config === undefined ? undefined : decode<Partial<Config>>(config)
  return { ...defaultConfig, ...kept, team: { ...defaultConfig.team, ...kept?.team } }
}

/** Whether a repository's file was ever read. */
export async function hasConfig(queries: Queries, repositoryId: number): Promise<boolean> {
  const columns = { id: configs.repositoryId }
  const rows = await queries.select(columns).from(configs).where(eq(configs.repositoryId, repositoryId))
  return rows.length > 0
}

/** Puts settings in force, as of the last finalized block. Those that stay as they are keep their time. */
export async function keepConfig(queries: Queries, repositoryId: number, config: Config): Promise<void> {
  const [row] = await queries.select().from(configs).where(eq(configs.repositoryId, repositoryId))
  const clock = await readCursor(queries)
  const before = row && { config: completed(row.config), since: decode<InForceSince>(row.since) }
  const since = encode(sinceOf(before, config, clock?.at ?? null))
  await queries
    .insert(configs)
    .values({ repositoryId, config: encode(config), since })
    .onConflictDoUpdate({
      target: configs.repositoryId,
      set: { config: sql`excluded.config`, since: sql`excluded.since` },
    })
}

function sinceOf(
  before: Pick<MarketConfig, 'config' | 'since'> | undefined,
  config: Config,
  now: number | null,
): InForceSince {
  const old = before && settingsOf(before.config)
  const times = [...settingsOf(config)].flatMap(([name, value]): [string, number][] => {
    const at = old?.get(name) === value ? before?.since[name] : now
    return at === undefined || at === null ? [] : [[name, at]]
  })
  return Object.fromEntries(times)
}

/** Each setting as its group and its name, with its value as text. */
function settingsOf(config: Config): ReadonlyMap<string, string> {
  const groups = Object.entries<object>({ ...config })
  return new Map(
    groups.flatMap(([group, settings]) =>
      group === 'feeSink'
        ? [[group, encode(settings)]]
        : Object.entries(settings).map(([name, value]): [string, string] => [
            `${group}.${name}`,
            encode(value),
          ]),
    ) as [string, string][],
  )
}

/** The markets in which ideas were opened, by name. One query. */
export async function readMarkets(queries: Queries): Promise<MarketConfig[]> {
  const named = queries
    .select({ id: subnets.repositoryId, name: max(subnets.repository).as('name') })
    .from(subnets)
    .groupBy(subnets.repositoryId)
    .as('named')
  const rows = await queries
    .select({ repository: named.name, config: configs.config, since: configs.since })
    .from(named)
    .leftJoin(configs, eq(configs.repositoryId, named.id))
    .orderBy(named.name)
  return rows.map(({ repository, config, since }) => ({
    repository: repository ?? '',
    config: completed(config ?? undefined),
    since: since === null ? {} : decode<InForceSince>(since),
  }))
}
