import { sql } from 'drizzle-orm'
import type { Queries } from '../../src/ledger/database.ts'

/**
 * So many subnets beside one that is, each with a home of its own, `riverbed/home-<n>`, and all with its events. Made by the
 * database: nothing but reading them is true.
 */
export async function manyHomes(queries: Queries, like: string, count: number): Promise<void> {
  const numbers = sql`generate_series(1, ${count}) n`
  await queries.execute(sql`insert into events (position, stream, sequence, type, data, previous, hash)
    select position + n * 1000000, stream || n, sequence, type, data, previous, hash || n
    from events, ${numbers} where stream = ${like}`)
  await queries.execute(sql`insert into subnets (stream, ordinal, repository_id, repository, issue, installation_id, home_id,
      discoverer_id, phase, link, view, sequence)
    select stream || n, ordinal + n, repository_id, repository, issue + n, installation_id, 10000 + n, discoverer_id, phase,
      link, jsonb_set(view::jsonb, '{home}', to_jsonb('riverbed/home-' || n))::text, sequence
    from subnets, ${numbers} where stream = ${like}`)
}
