import type { Day, Owed } from '../../mechanisms/dividends/day.ts'
import type { SheetsHead } from '../../mechanisms/dividends/day-sheets.ts'
import type { Position } from '../../mechanisms/dividends/holders.ts'
import { alpha, rao } from '../../mechanisms/money.ts'

/** All that a day is reckoned from beside who holds the subnet's alpha at its block. It is published; amounts are texts. */
export interface DayRecord {
  /** The stream of the subnet. */
  readonly subnet: string
  readonly day: number
  readonly netuid: number
  readonly block: number
  readonly block_hash: string
  /** What the payouts' sheet names as the one before it. */
  readonly previous: string
  readonly available: string
  readonly held_back: readonly { readonly reason: string; readonly alpha_rao: string }[]
  /** Under which treasury and payroll have what is paid, SS58; null where they have nothing. Left out before it was said. */
  readonly hotkey?: string | null
  readonly excluded: readonly string[]
  readonly investors: readonly { readonly coldkey: string; readonly rao: string }[]
  readonly discoverer: { readonly account: string; readonly basis_points: number } | null
  /** N3: whose new roles or mechanisms came into force, by the round of each; left out where nobody's did. */
  readonly authors?: readonly {
    readonly account: string
    readonly basis_points: number
    readonly round: number
  }[]
  /** From account to heir. */
  readonly heirs: readonly (readonly [string, string])[]
  readonly terms: { readonly chain_minimum: string; readonly fee_rao: string; readonly price_rao: string }
  readonly settings: {
    readonly investors_basis_points: number
    readonly reserve: string
    readonly minimum: string
    readonly fee_basis_points: number
  }
  /** The sheet of what was owed from before; left out where nothing was. */
  readonly owed?: string
  /** Of the sheets' parts; 1,000 where it is left out. */
  readonly rows_a_part?: number
}

/** The text whose hash the ledger names. */
export const recordText = (record: DayRecord): string => JSON.stringify(record)

/** What a sheet's head and the size of its parts follow from. */
export const headOf = ({ previous, block, rows_a_part }: DayRecord): SheetsHead => ({
  previous,
  block,
  size: rows_a_part ?? 1_000,
})

/** The day as the rules reckon it. `owed` are the rows of the sheet that the record names. */
export function dayOf(record: DayRecord, positions: Iterable<Position>, owed: readonly Owed[]): Day {
  const { terms, settings, discoverer, authors } = record
  return {
    available: alpha(BigInt(record.available)),
    heldBack: record.held_back.map(({ reason, alpha_rao }) => ({ reason, amount: alpha(BigInt(alpha_rao)) })),
    positions,
    excluded: new Set(record.excluded),
    investors: record.investors.map(({ coldkey, rao: gave }) => ({ coldkey, gave: rao(BigInt(gave)) })),
    discoverer: discoverer && { account: discoverer.account, basisPoints: discoverer.basis_points },
    ...(authors && {
      authors: authors.map(({ account, basis_points, round }) => ({
        account,
        basisPoints: basis_points,
        round,
      })),
    }),
    owed,
    heirs: new Map(record.heirs),
    terms: {
      chainMinimum: alpha(BigInt(terms.chain_minimum)),
      fee: rao(BigInt(terms.fee_rao)),
      price: rao(BigInt(terms.price_rao)),
    },
    settings: {
      investorsBasisPoints: settings.investors_basis_points,
      reserve: alpha(BigInt(settings.reserve)),
      minimum: alpha(BigInt(settings.minimum)),
      feeBasisPoints: settings.fee_basis_points,
    },
  }
}
