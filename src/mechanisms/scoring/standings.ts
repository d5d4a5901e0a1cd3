import { yuma } from '../consensus/yuma.ts'
import type { Person } from '../kernel/occurrence.ts'
import type { Rao } from '../money.ts'
import { type Contender, contenderAt, isContending } from '../proposal/contender.ts'
import { stoodAt } from '../proposal/sightings.ts'
import type { Proposal } from '../proposal/slice.ts'
import type { Score, Scores } from './slice.ts'

/** What is compared in a race: its proposals, their scores, and who copies whom, all by pull request. */
export interface Contest {
  readonly proposals: Readonly<Record<number, Proposal>>
  readonly scores: Readonly<Record<number, Scores>>
  readonly copies: ReadonlyMap<number, number | null>
}

/** Where one proposal stands: what the leaderboard shows. Values are u16, as the chain has them (65,535 is the whole). */
export interface Standing {
  readonly rank: number
  readonly pull: number
  readonly head: string
  readonly author: Person
  /** Share of all, u16. */
  readonly incentive: number
  /** The stake-weighted median of what validators gave, u16. */
  readonly consensus: number
  /** `meanGrade` of those that stand now; a round that was counted does not say it. */
  readonly mean?: number | null
  /** Weights that stood above the consensus and were cut to it, u16. */
  readonly clipped: readonly Clipped[]
  /** How many live scores it has. */
  readonly scores: number
  /** When the first live score of this head was given: ties go to the earlier. Milliseconds UTC, null without a score. */
  readonly firstScoredAt: number | null
  /** The earlier proposal that this one copies: it cannot outrank it. */
  readonly copyOf: number | null
}

export interface Clipped {
  readonly validator: Person
  readonly from: number
  readonly to: number
}

interface Candidate {
  readonly proposal: Contender
  readonly scores: readonly Score[]
  /** Hundredths of a point, by the validator's user id. */
  readonly points: ReadonlyMap<number, number>
}

/**
 * A4: the leaderboard of all proposals in the race, best first, by Yuma consensus over the live scores of the validators
 * that have stake. A score lives as long as the head that it was given to. With the end of a round, by the heads that stood then.
 */
export function standings(
  contest: Contest,
  stakes: Readonly<Record<number, Rao>>,
  end: number | null,
): Standing[] {
  const all = Object.values(contest.proposals).map((proposal) => contenderAt(proposal, end))
  return standingsAmong(all.filter(isContending), contest, stakes)
}

/** The same among these, whatever they change. */
export function standingsAmong(
  running: readonly Contender[],
  { scores: given, copies }: Pick<Contest, 'scores' | 'copies'>,
  stakes: Readonly<Record<number, Rao>>,
): Standing[] {
  const candidates = running.map((proposal) => candidateOf(proposal, given[proposal.pull] ?? {}))
  const validators = validatorsOf(candidates, stakes)
  const result = yuma({
    stakes: validators.map(({ id }) => stakes[id] ?? 0n),
    weights: validators.map(({ id }) => candidates.map(({ points }) => points.get(id) ?? 0)),
  })
  const rows = candidates.map(({ proposal, scores }, column) => {
    const counted = scores.filter(({ validator }) => (stakes[validator.id] ?? 0n) > 0n)
    return {
      strength: result.ranks[column] ?? 0n,
      pull: proposal.pull,
      head: proposal.head,
      author: proposal.author,
      incentive: result.incentive[column] ?? 0,
      consensus: result.consensus[column] ?? 0,
      clipped: validators.flatMap((validator, row) => {
        const from = result.weights[row]?.[column] ?? 0
        const to = result.clipped[row]?.[column] ?? 0
        return from > to ? [{ validator, from, to }] : []
      }),
      scores: counted.length,
      firstScoredAt: counted.length > 0 ? Math.min(...counted.map(({ at }) => at)) : null,
      copyOf: copies.get(proposal.pull) ?? null,
    }
  })
  return ranked(rows)
}

/** The scores of its head: those that name it, and those that were written while it stood. */
export const liveScores = (proposal: Pick<Proposal, 'head' | 'sightings'>, scores: Scores = {}): Score[] =>
  Object.values(scores).filter(
    ({ head, named, at }) => (named ? head : stoodAt(proposal, at)?.head) === proposal.head,
  )

function candidateOf(proposal: Contender, scores: Scores): Candidate {
  const live = liveScores(proposal, scores)
  return {
    proposal,
    scores: live,
    points: new Map(live.map(({ validator, points }) => [validator.id, points])),
  }
}

/** Those who scored and have stake, by user id, so that the order of comments changes nothing. */
function validatorsOf(candidates: readonly Candidate[], stakes: Readonly<Record<number, Rao>>): Person[] {
  const byId = new Map(
    candidates.flatMap(({ scores }) => scores.map(({ validator }) => [validator.id, validator])),
  )
  return [...byId.values()].filter(({ id }) => (stakes[id] ?? 0n) > 0n).toSorted((a, b) => a.id - b.id)
}

type Row = Omit<Standing, 'rank'> & { readonly strength: bigint }

/** Strongest first; ties: the earlier scored head. A copy comes after what it copies, whatever it scored. */
function ranked(rows: readonly Row[]): Standing[] {
  const sorted = rows.toSorted(
    (a, b) =>
      compare(b.strength, a.strength) ||
      (a.firstScoredAt ?? LAST) - (b.firstScoredAt ?? LAST) ||
      a.pull - b.pull,
  )
  return inOrder(sorted).map(({ strength: _, ...standing }, place) => ({ rank: place + 1, ...standing }))
}

/** Each time the first of those that wait for nothing: a row waits for what it copies. Where all wait in a ring, the first of all. */
function inOrder(sorted: readonly Row[]): Row[] {
  const left = new Map(sorted.map((row) => [row.pull, row]))
  const places = new Map(sorted.map(({ pull }, place) => [pull, place]))
  const copies = Map.groupBy(sorted, ({ copyOf }) => copyOf)
  const lastFirst = (a: Row, b: Row) => (places.get(b.pull) ?? 0) - (places.get(a.pull) ?? 0)
  const free = sorted.filter(({ copyOf }) => copyOf === null || !left.has(copyOf)).toReversed()
  const ordered: Row[] = []
  while (left.size > 0) {
    const [first] = left.values()
    const row = free.pop() ?? first
    if (!row) break
    ordered.push(row)
    left.delete(row.pull)
    const freed = (copies.get(row.pull) ?? []).filter(({ pull }) => left.has(pull))
    free.push(...freed)
    if (freed.length > 0) free.sort(lastFirst)
  }
  return ordered
}

const LAST = Number.MAX_SAFE_INTEGER

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
