import { inArray, isNotNull } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { bills } from './schema.ts'

/** The subnet that one of these remarks (hashes) names by a bill that was made for it; null where none does. */
export async function streamWithBill(
  queries: Queries,
  remarkHashes: readonly string[],
): Promise<string | null> {
  if (remarkHashes.length === 0) return null
  const rows = await queries
    .select({ remarkHash: bills.remarkHash, stream: bills.stream })
    .from(bills)
    .where(inArray(bills.remarkHash, [...remarkHashes]))
  const known = new Map(rows.map(({ remarkHash, stream }) => [remarkHash, stream]))
  const named = remarkHashes.find((hash) => known.has(hash))
  return (named !== undefined && known.get(named)) || null
}

/** The accounts, SS58, that bills of ideas say they are paid into. */
export async function readTills(queries: Queries): Promise<string[]> {
  const rows = await queries.selectDistinct({ into: bills.into }).from(bills).where(isNotNull(bills.into))
  return rows.flatMap(({ into }) => into ?? [])
}
