import type { Queries } from '../../ledger/database.ts'
import { readLogins } from '../../ledger/read.ts'
import { countOwed, readBalances, readWaiting } from '../../ledger/treasury.ts'
import type { Custody } from '../api/custody.ts'

const SUBNETS_ON_A_PAGE = 50

/** Who moves the money, what waits for them, and what there is. Seven queries however much there is. */
export async function treasuryPage(queries: Queries, custody: Custody | null) {
  const waiting = await readWaiting(queries)
  const people = new Set([
    ...(custody?.signatories ?? []),
    ...waiting.flatMap(({ signatories }) => signatories),
  ])
  const logins = await readLogins(queries, [...people])
  const guardian = (address: string) => ({ address, login: logins.get(address) ?? null })
  return {
    custody: custody && { ...custody, signatories: custody.signatories.map(guardian) },
    waiting: waiting.map(({ approvedBy, signatories, ...call }) => ({
      ...call,
      approved: approvedBy.map(guardian),
      missing: signatories.filter((one) => !approvedBy.includes(one)).map(guardian),
    })),
    owed: await countOwed(queries),
    balances: await readBalances(queries, SUBNETS_ON_A_PAGE),
  }
}
