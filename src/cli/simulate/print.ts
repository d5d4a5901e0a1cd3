import { formatTao } from '../../mechanisms/money.ts'
import type { ProposalResult, RoundResult } from './round-result.ts'

/** A share in per cent, always with two decimals: `31.25 %`. */
export const percent = (share: number): string => `${((share * 100) / 65_535).toFixed(2)} %`

const MOST_CUTS = 3

/** Weights that the consensus cut, the largest first: `hal 100.00 % → 12.12 %, gus 14.71 % → 12.12 %`; empty without any. */
export function describeCuts({ weights }: ProposalResult): string {
  const cuts = weights
    .filter(({ given, counted }) => counted < given)
    .toSorted((a, b) => b.given - b.counted - (a.given - a.counted))
    .map(({ validator, given, counted }) => `${validator} ${percent(given)} → ${percent(counted)}`)
  const more = cuts.length > MOST_CUTS ? ` and ${cuts.length - MOST_CUTS} more` : ''
  return `${cuts.slice(0, MOST_CUTS).join(', ')}${more}`
}

/** The result for a terminal. */
export function printResult({ proposals, validators }: RoundResult): string {
  const ranking = aligned(
    ['Rank', 'Proposal', 'Incentive', 'Consensus', 'Clipped'],
    proposals.map((row) => [
      String(row.rank),
      row.name,
      percent(row.incentive),
      percent(row.consensus),
      describeCuts(row),
    ]),
    'rlrrl',
  )
  const trust = aligned(
    ['Validator', 'Stake', 'Counted'],
    validators.map((row) => [row.name, formatTao(row.stake), percent(row.trust)]),
    'lrr',
  )
  return `${ranking}\n\n${trust}\n`
}

/** `sides` says of each column whether it stands left or right. */
function aligned(head: readonly string[], rows: readonly (readonly string[])[], sides: string): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0
          return sides[column] === 'r' ? cell.padStart(width) : cell.padEnd(width)
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
