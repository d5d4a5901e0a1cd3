import { decodeAddress } from '@polkadot/util-crypto'
import { waitingCalls } from '../../ledger/approvals.ts'
import type { Queries } from '../../ledger/database.ts'
import { heirsAfter, swapsSince } from '../../ledger/lineage.ts'
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
  const calls = await waitingCalls(queries)
  if (calls.length === 0) return []
  const signedBy = (block: number) => block - era - MOST_BEHIND
  const swaps = await swapsSince(queries, signedBy(Math.min(...calls.map(({ block }) => block))))
  const isNamed = (callData: string, coldkey: string) =>
    callData.includes(Buffer.from(decodeAddress(coldkey)).toString('hex'))
  return calls.flatMap(({ callHash, callData, block }) => {
    const isSwapped = swaps.some(
      ({ coldkey, swappedIn }) => swappedIn >= signedBy(block) && isNamed(callData, coldkey),
    )
    return isSwapped ? [callHash] : []
  })
}
