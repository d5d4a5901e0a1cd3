import { sql } from 'drizzle-orm'
import { type EventOf, type Kind, kindOf, rulesOf, type StateOf } from '../mechanisms/streams/kinds.ts'
import { upcastEvent } from '../mechanisms/streams/upcast.ts'
import type { Change } from './changes.ts'
import { countRows, type Queries } from './database.ts'
import { readAll } from './events.ts'
import { decode } from './json.ts'
import { project } from './projections/project.ts'
import { projections } from './projections/projections.ts'

/**
 * Drops every projection and makes it again from the events, in the order in which they were written. Run it inside
 * one transaction. Answers how many events it replayed. Deliveries, attempts, cursors and settings are facts of their own.
 */
export async function rebuild(queries: Queries): Promise<number> {
  for (const table of projections.flatMap(({ tables }) => tables)) {
    await queries.execute(sql`delete from ${sql.identifier(table)}`)
  }
  await project(queries, replay(queries))
  return countRows(queries, 'events')
}

async function* replay(queries: Queries): AsyncGenerator<Change> {
  const states = new Map<string, StateOf<Kind>>()
  for await (const rows of readAll(queries)) {
    for (const { stream, sequence, data } of rows) {
      const kind = kindOf(stream)
      const { initial, evolve } = rulesOf(kind)
      const event = upcastEvent(stream, decode<EventOf<typeof kind>>(data))
      const before = states.get(stream) ?? initial(stream)
      const after = evolve(before, event)
      states.set(stream, after)
      yield { kind, stream, sequence, event, before, after } as Change
    }
  }
}
