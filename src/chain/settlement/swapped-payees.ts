import { decodeAddress } from '@polkadot/util-crypto'
import { pendingApprovals } from '../../ledger/approvals.ts'
import type { Queries } from '../../ledger/database.ts'
import { heirsAfter, swappedSince } from '../../ledger/lineage.ts'
import { readSheet } from '../../ledger/sheets.ts'
import type { BulkCall } from '../../mechanisms/intent.ts'
import type { AnyRow } from '../../mechanisms/sheet/row.ts'
import { MOST_BEHIND } from './limits.ts'

/**
 * D1: the rows with whom they are paid to now. Whoever inherited a coldkey after the block that the sheet was reckoned at has what is due to
 * it. A coldkey that was swapped before and holds alpha again is a holder like others.
 */
export async function toHeirs(
  queries: Queries,
  rows: readonly AnyRow[],
  { sheet }: Pick<BulkCall, 'sheet'>,
): Promise<readonly AnyRow[]> {
  const accounts = rows.map(({ account }) => account)
  const heirs = await heirsAfter(queries, accounts, (await readSheet(queries, sheet))?.block ?? 0)
  return heirs.size === 0
    ? rows
    : rows.map((row) => ({ ...row, account: heirs.get(row.account) ?? row.account }))
}

/**
 * Hashes of the calls that wait for guardians and name a coldkey that was swapped since they were signed. `era`: blocks in which what is signed
 * can land. A call that names it for another reason is opened anew as it was, once.
 */
export async function waitingForSwapped(queries: Queries, era: number): Promise<string[]> {
  const found: string[] = []
  for (const { callHash, callData, timepoint } of await pendingApprovals(queries)) {
    const swapped = await swappedSince(queries, timepoint.height - era - MOST_BEHIND)
    if (swapped.some((coldkey) => callData.includes(Buffer.from(decodeAddress(coldkey)).toString('hex'))))
      found.push(callHash)
  }
  return found
}
