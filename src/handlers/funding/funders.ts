import { gaveOf } from '../../mechanisms/funding/rounds.ts'
import type { FundingRound, FundingSlice } from '../../mechanisms/funding/slice.ts'

/** Coldkeys of those whose money is in the treasury: who gave the most comes first. */
export const fundersOf = (funding: FundingSlice | null): string[] => largestFirst([...gaveOf(funding)])

/** The same of one round, wherever its money is. */
export const fundersIn = ({ contributions }: Pick<FundingRound, 'contributions'>): string[] =>
  largestFirst(Object.entries(contributions))

const largestFirst = (gave: readonly (readonly [coldkey: string, amount: bigint])[]): string[] =>
  gave
    .toSorted(([one, mine], [other, yours]) => Number(yours - mine) || (one < other ? -1 : 1))
    .map(([coldkey]) => coldkey)
