import { and, eq } from 'drizzle-orm'
import { copiesAmong } from '../mechanisms/proposal/copies.ts'
import type { Candidate } from '../mechanisms/proposal/slice.ts'
import type { RaceState } from '../mechanisms/subnet/race.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { candidates } from './schema.ts'

type Copies = ReadonlyMap<number, number | null>

/** What was found last, of so many races at most: while all heads say the same, each copies whom it copied. */
const FOUND = new Map<string, { readonly of: string; readonly copies: Copies }>()
const MOST_FOUND = 100

/** By pull request, the one that each proposal in the race copies; none where there is no race. */
export async function readCopies(
  queries: Queries,
  subnet: string,
  { mining: { round } }: RaceState,
  proposals: readonly { readonly pull: number; readonly running: boolean; readonly digest: string }[],
): Promise<Copies> {
  const running = proposals.filter((row) => row.running)
  if (!round || running.length === 0) return new Map()
  const { copyBasisPoints } = round.rules.scoring
  const of = JSON.stringify([copyBasisPoints, ...running.map(({ pull, digest }) => [pull, digest])])
  const known = FOUND.get(subnet)
  if (known?.of === of) return known.copies
  const copies = copiesAmong(await readHeads(queries, subnet), copyBasisPoints)
  FOUND.delete(subnet)
  FOUND.set(subnet, { of, copies })
  for (const oldest of FOUND.keys()) {
    if (FOUND.size <= MOST_FOUND) break
    FOUND.delete(oldest)
  }
  return copies
}

/** What the heads say of all that are in the race. */
async function readHeads(queries: Queries, subnet: string): Promise<Candidate[]> {
  const rows = await queries
    .select({ heads: candidates.heads })
    .from(candidates)
    .where(and(eq(candidates.subnet, subnet), eq(candidates.running, true)))
    .orderBy(candidates.pull)
  return rows.map(({ heads }) => decode<Candidate>(heads))
}
