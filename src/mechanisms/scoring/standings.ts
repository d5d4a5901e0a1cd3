import { yuma } from '../consensus/yuma.ts'
import type { Person } from '../decider.ts'
import type { Rao } from '../money.ts'
import { isRunning } from '../proposal/decide.ts'
import { copiedFrom } from '../proposal/similarity.ts'
import type { Proposal } from '../proposal/slice.ts'
import type { SubnetState } from '../subnet/state.ts'
import type { Score } from './slice.ts'

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
  readonly proposal: Proposal
  readonly scores: readonly Score[]
}

/**
 * A4: the leaderboard of all proposals in the race, best first, by Yuma consensus over the live scores of the validators
 * that have stake. A score lives as long as the head that it was given to.
 */
export function standings(
  { proposals, scoring }: Pick<SubnetState, 'proposals' | 'scoring'>,
  stakes: Readonly<Record<number, Rao>>,
  copyBasisPoints: number,
): Standing[] {
  const running = Object.values(proposals).filter(isRunning)
  const candidates = running.map((proposal) => ({ proposal, scores: liveScores(proposal, scoring.scores) }))
  const validators = validatorsOf(candidates, stakes)
  const result = yuma({
    stakes: validators.map(({ id }) => stakes[id] ?? 0n),
    weights: validators.map(({ id }) => candidates.map(({ scores }) => pointsBy(scores, id))),
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
      copyOf: copiedFrom(proposal, running, copyBasisPoints),
    }
  })
  return ranked(rows)
}

/** The scores that were given to its present head. */
export const liveScores = ({ pull, head }: Proposal, scores: SubnetState['scoring']['scores']): Score[] =>
  Object.values(scores[pull] ?? {}).filter((score) => score.head === head)

const pointsBy = (scores: readonly Score[], validator: number): number =>
  scores.find((score) => score.validator.id === validator)?.points ?? 0

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
  const ordered: Row[] = []
  const waiting = [...sorted]
  while (waiting.length > 0) {
    const free = waiting.findIndex(({ copyOf }) => !waiting.some(({ pull }) => pull === copyOf))
    ordered.push(...waiting.splice(Math.max(free, 0), 1))
  }
  return ordered.map(({ strength: _, ...standing }, place) => ({ rank: place + 1, ...standing }))
}

const LAST = Number.MAX_SAFE_INTEGER

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
