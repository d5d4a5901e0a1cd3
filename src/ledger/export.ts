import type { Queries } from './database.ts'
import { readAll } from './events.ts'

/** The ledger as JSON lines, oldest first: all that `hashOf` covers, so that anyone can check the chain of hashes. */
export async function* exportLedger(queries: Queries): AsyncGenerator<string> {
  for await (const rows of readAll(queries)) {
    for (const row of rows) yield `${JSON.stringify(row)}\n`
  }
}
