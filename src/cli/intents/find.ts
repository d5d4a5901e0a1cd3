import type { Queries } from '../../ledger/database.ts'
import { readIntents, type StandingIntent } from '../../ledger/intents.ts'

/** The intent of a key, and how it stands. Throws, in words, where there is none. */
export async function findIntent(queries: Queries, key: string): Promise<StandingIntent> {
  const [found] = await readIntents(queries, key)
  if (!found) throw new Error(`The ledger has no intent ${key}: \`tributary intents\` lists them.`)
  return found
}
