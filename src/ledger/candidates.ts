import { asc, eq, inArray } from 'drizzle-orm'
import type { ProposalState } from '../mechanisms/subnet/proposal.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { keepUpTo } from './kept.ts'
import { candidates } from './schema.ts'

/** One proposal, and what tells whether it may have to be compared anew. */
export interface CandidateRow {
  readonly stream: string
  readonly subnet: string
  readonly pull: number
  readonly running: boolean
  /** Of what its heads say. */
  readonly digest: string
  /** Of all scores that came to it; empty where none did. */
  readonly scoresDigest: string
  readonly state: ProposalState
}

/** All proposals of these subnets, by subnet and number. Of a state that was read before, only its digest is read again. */
export async function readCandidates(
  queries: Queries,
  subnets: readonly string[],
): Promise<readonly CandidateRow[]> {
  const { stream, subnet, pull, running, digest, scoresDigest, stateDigest } = candidates
  const rows = await queries
    .select({ stream, subnet, pull, running, digest, scoresDigest, stateDigest })
    .from(candidates)
    .where(inArray(subnet, [...subnets]))
    .orderBy(asc(subnet), asc(pull))
  const known = rows.map((row) => READ.get(row.stateDigest))
  const unknown = rows.filter((_, place) => known[place] === undefined).map((row) => row.stream)
  const read = await readThese(queries, unknown)
  return rows.flatMap(({ stateDigest: _, ...row }, place) => {
    const state = known[place] ?? read.get(row.stream)
    return state ? [{ ...row, state }] : []
  })
}

/** One proposal; null where nothing was heard of it. */
export async function readCandidate(queries: Queries, stream: string): Promise<ProposalState | null> {
  const [row] = await queries
    .select({ state: candidates.state })
    .from(candidates)
    .where(eq(candidates.stream, stream))
  return row ? decode<ProposalState>(row.state) : null
}

/** Whether a subnet has more proposals than these: no more rows are read than that takes. */
export async function hasMoreThan(queries: Queries, subnet: string, most: number): Promise<boolean> {
  const rows = await queries
    .select({ pull: candidates.pull })
    .from(candidates)
    .where(eq(candidates.subnet, subnet))
    .orderBy(asc(candidates.pull))
    .limit(most + 1)
  return rows.length > most
}

/** As many as one statement names. */
const PAGE = 10_000

async function readThese(
  queries: Queries,
  streams: readonly string[],
): Promise<ReadonlyMap<string, ProposalState>> {
  const { stream, state, stateDigest } = candidates
  const found = new Map<string, ProposalState>()
  for (let from = 0; from < streams.length; from += PAGE) {
    const rows = await queries
      .select({ stream, state, stateDigest })
      .from(candidates)
      .where(inArray(stream, streams.slice(from, from + PAGE)))
    for (const row of rows) {
      const decoded = decode<ProposalState>(row.state)
      found.set(row.stream, decoded)
      READ.keep(row.stateDigest, decoded, row.state.length)
    }
  }
  return found
}

const READ = keepUpTo<ProposalState>(64_000_000)
