import type { Alpha, Rao } from '../money.ts'

/** What a sheet is counted in: one sheet in one of them. */
export type Amount = Rao | Alpha

/** One payment of a sheet. */
export interface Row<A extends Amount = Rao> {
  /** SS58, prefix 42. */
  readonly account: string
  readonly amount: A
  /** Of alpha: where it is to land, SS58. Left out where nothing says. */
  readonly hotkey?: string
  /** Why it was not paid before, as the chain names it; empty where it was not tried yet. */
  readonly reason: string
}

/** A row of a sheet in either unit. */
export type AnyRow = Row<Amount>

/** What is to be paid to whom, before it is a sheet. */
export type Payment = Pick<Row, 'account' | 'amount'>

/** SHA-256 of a text's UTF-8 bytes, as 64 lower-case hex digits. It is handed in: the rules have no package. */
export type Hash = (text: string) => string

/** One row an account, by account. What is nothing is left out: moving it would cost a fee. */
export function rowsOf(payments: readonly Payment[]): Row[] {
  const sums = new Map<string, bigint>()
  for (const { account, amount } of payments) sums.set(account, (sums.get(account) ?? 0n) + amount)
  return [...sums]
    .filter(([, amount]) => amount > 0n)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([account, amount]) => ({ account, amount: amount as Rao, reason: '' }))
}

export const sumOf = <A extends Amount>(rows: readonly Pick<Row<A>, 'amount'>[]): A =>
  rows.reduce<bigint>((sum, { amount }) => sum + amount, 0n) as A

/** 0 where there are no rows. */
export const largestOf = <A extends Amount>(rows: readonly Pick<Row<A>, 'amount'>[]): A =>
  rows.reduce<bigint>((most, { amount }) => (amount > most ? amount : most), 0n) as A

export const rowHash = ({ account, amount, reason, hotkey }: Row<Amount>, hash: Hash): string =>
  hash(`row\n${account}\n${amount}\n${reason}${hotkey === undefined ? '' : `\n${hotkey}`}`)
