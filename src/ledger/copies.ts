import { and, eq, inArray, or } from 'drizzle-orm'
import { contestEnd } from '../mechanisms/mining/rounds.ts'
import { candidateWith } from '../mechanisms/proposal/candidate.ts'
import { contenderAt, isContending } from '../mechanisms/proposal/contender.ts'
import { copiesAmong } from '../mechanisms/proposal/copies.ts'
import type { Candidate } from '../mechanisms/proposal/slice.ts'
import type { RaceState } from '../mechanisms/subnet/race.ts'
import type { CandidateRow } from './candidates.ts'
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
  race: RaceState,
  proposals: readonly Pick<CandidateRow, 'running' | 'digest' | 'state'>[],
): Promise<Copies> {
  const { round } = race.mining
  const running = contendersAmong(proposals, contestEnd(race))
  if (!round || running.length === 0) return new Map()
  const { copyBasisPoints } = round.rules.scoring
  const of = JSON.stringify([
    copyBasisPoints,
    ...running.map(({ pull, digest, head }) => [pull, digest, head]),
  ])
  const known = FOUND.get(subnet)
  if (known?.of === of) return known.copies
  const copies = copiesAmong(await readHeads(queries, subnet, running), copyBasisPoints)
  FOUND.delete(subnet)
  FOUND.set(subnet, { of, copies })
  for (const oldest of FOUND.keys()) {
    if (FOUND.size <= MOST_FOUND) break
    FOUND.delete(oldest)
  }
  return copies
}

interface Running {
  readonly pull: number
  readonly digest: string
  /** The head with which it is compared. */
  readonly head: string
  readonly running: boolean
}

function contendersAmong(
  rows: readonly Pick<CandidateRow, 'running' | 'digest' | 'state'>[],
  end: number | null,
): Running[] {
  return rows.flatMap(({ digest, running, state: { proposal } }) => {
    const one = proposal && contenderAt(proposal, end)
    return one && isContending(one) ? [{ pull: one.pull, head: one.head, digest, running }] : []
  })
}

/** What the heads say of all that are in the race. A few may be in it by a head that is not their present one. */
async function readHeads(
  queries: Queries,
  subnet: string,
  contenders: readonly Running[],
): Promise<Candidate[]> {
  const { heads, pull, running } = candidates
  const others = contenders.flatMap((one) => (one.running ? [] : [one.pull]))
  const rows = await queries
    .select({ pull, heads })
    .from(candidates)
    .where(and(eq(candidates.subnet, subnet), or(eq(running, true), inArray(pull, others))))
    .orderBy(pull)
  const headOf = new Map(contenders.map((one) => [one.pull, one.head]))
  return rows.flatMap((row) => {
    const head = headOf.get(row.pull)
    return head === undefined ? [] : [candidateWith(decode<Candidate>(row.heads), head)]
  })
}
