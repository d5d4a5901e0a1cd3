import { yuma } from '../../mechanisms/consensus/yuma.ts'
import type { Rao } from '../../mechanisms/money.ts'
import type { ScoreTable } from './scores-file.ts'

/** What a round would come to. Shares are u16, as the chain has them: 65,535 is the whole. */
export interface RoundResult {
  /** Best first. */
  readonly proposals: readonly ProposalResult[]
  readonly validators: readonly ValidatorResult[]
}

export interface ProposalResult {
  readonly rank: number
  readonly name: string
  /** Its share of all. */
  readonly incentive: number
  /** The stake-weighted median of its weights: what stands above is cut to it. */
  readonly consensus: number
  /** Whoever has stake and gave it anything, and how much of all that they gave; `counted` is what the consensus left of it. */
  readonly weights: readonly {
    readonly validator: string
    readonly given: number
    readonly counted: number
  }[]
}

export interface ValidatorResult {
  readonly name: string
  readonly stake: Rao
  /** How much of what they gave counted; 0 without stake. */
  readonly trust: number
}

/** A4, by the same consensus as every round's. Of equals the one that was scored earlier ranks first. */
export function resultOf({ proposals, validators, kappa }: ScoreTable): RoundResult {
  const result = yuma({
    stakes: validators.map(({ stake }) => stake),
    weights: validators.map(({ points }) => points),
    kappa,
  })
  const rows = proposals.map((name, column) => ({
    name,
    strength: result.ranks[column] ?? 0n,
    incentive: result.incentive[column] ?? 0,
    consensus: result.consensus[column] ?? 0,
    weights: validators
      .map(({ name: validator, stake }, row) => ({
        validator,
        isHeard: stake > 0n,
        given: result.weights[row]?.[column] ?? 0,
        counted: result.clipped[row]?.[column] ?? 0,
      }))
      .filter(({ given, isHeard }) => isHeard && given > 0)
      .map(({ isHeard: _, ...weight }) => weight),
  }))
  const sorted = rows.toSorted((a, b) => (a.strength < b.strength ? 1 : a.strength > b.strength ? -1 : 0))
  return {
    proposals: sorted.map(({ strength: _, ...row }, place) => ({ rank: place + 1, ...row })),
    validators: validators.map(({ name, stake }, row) => ({
      name,
      stake,
      trust: stake > 0n ? (result.validatorTrust[row] ?? 0) : 0,
    })),
  }
}
