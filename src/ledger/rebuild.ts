import { sql } from 'drizzle-orm'
import { account, type ColdkeyLinked } from '../mechanisms/account/account.ts'
import type { SubnetEvent, SubnetState } from '../mechanisms/subnet/state.ts'
import { subnet } from '../mechanisms/subnet/subnet.ts'
import type { Queries } from './database.ts'
import { type EventRow, readAll } from './events.ts'
import { decode } from './json.ts'
import { projectIntents } from './projections/intents.ts'
import { projectLink } from './projections/links.ts'
import { projectSubnet } from './projections/subnets.ts'

/** What follows from the events alone. Deliveries, attempts, cursors and settings are facts of their own. */
export const PROJECTIONS = ['snapshots', 'links', 'subnets', 'intents'] as const

/**
 * Drops every projection and makes it again from the events, in the order in which they were written. Run it inside
 * one transaction. Answers how many events it replayed.
 */
export async function rebuild(queries: Queries): Promise<number> {
  for (const table of PROJECTIONS) await queries.execute(sql`delete from ${sql.identifier(table)}`)
  const states = new Map<string, { state: SubnetState; sequence: number }>()
  let replayed = 0
  for await (const rows of readAll(queries)) {
    for (const row of rows) await replay(queries, states, row)
    replayed += rows.length
  }
  for (const { state, sequence } of states.values()) await projectSubnet(queries, state, sequence)
  return replayed
}

async function replay(
  queries: Queries,
  states: Map<string, { state: SubnetState; sequence: number }>,
  row: EventRow,
): Promise<void> {
  if (row.stream.startsWith(`${account.kind}:`)) {
    await projectLink(queries, decode<ColdkeyLinked>(row.data))
    return
  }
  const before = states.get(row.stream)?.state ?? subnet.initial(row.stream)
  const state = subnet.evolve(before, decode<SubnetEvent>(row.data))
  states.set(row.stream, { state, sequence: row.sequence })
  // In order, because which coldkey an intent is bound to depends on who was linked when it was recorded.
  await projectIntents(queries, before, state)
}
