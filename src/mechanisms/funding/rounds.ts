import { type Rao, rao } from '../money.ts'
import type { FundingRound, FundingSlice, FurtherRound } from './slice.ts'

/** All rounds, the first one first. */
export const roundsOf = (funding: FundingSlice | null): readonly FundingRound[] =>
  funding ? [funding, ...furtherOf(funding)] : []

export const furtherOf = (funding: FundingSlice | null): readonly FurtherRound[] => funding?.further ?? []

export const roundOf = (funding: FundingSlice | null, round: number): FundingRound | undefined =>
  roundsOf(funding).find((one) => one.round === round)

/** The round of this crowdloan. */
export const withLoan = (funding: FundingSlice | null, loan: number): FundingRound | undefined =>
  roundsOf(funding).find((one) => one.loan?.id === loan)

/** The last crowdloan that the chain has created: no other can move. */
export const lastLoan = (funding: FundingSlice | null): FundingRound['loan'] =>
  roundsOf(funding).findLast(({ loan }) => loan !== null)?.loan ?? null

/** Nothing of it moves any more. */
export const isRoundOver = ({ stage }: FundingRound): boolean =>
  stage === 'finalized' || stage === 'dissolved' || stage === 'cancelled'

/** The funding with one of its rounds changed. */
export function inRound(
  funding: FundingSlice,
  round: number,
  change: (one: FundingRound) => FundingRound,
): FundingSlice {
  if (funding.round === round) return { ...funding, ...change(funding) }
  const further = furtherOf(funding).map((one) => (one.round === round ? { ...one, ...change(one) } : one))
  return { ...funding, further }
}

/** D2: what each gave over all rounds whose money went to the treasury, by coldkey. */
export function gaveOf(funding: FundingSlice | null): ReadonlyMap<string, Rao> {
  const gave = new Map<string, Rao>()
  for (const { contributions } of roundsOf(funding).filter(({ stage }) => stage === 'finalized')) {
    for (const [coldkey, amount] of Object.entries(contributions)) {
      gave.set(coldkey, rao((gave.get(coldkey) ?? 0n) + amount))
    }
  }
  return gave
}

/** What all that is together. Rao. */
export const raisedBy = (funding: FundingSlice | null): Rao =>
  rao([...gaveOf(funding).values()].reduce((sum, amount) => sum + amount, 0n))
