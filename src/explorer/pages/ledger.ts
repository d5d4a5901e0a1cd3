import type { Queries } from '../../ledger/database.ts'
import { readTip } from '../../ledger/events.ts'
import { readLedgerAfter, readLedgerBefore } from '../../ledger/read.ts'

const EVENTS_ON_A_PAGE = 50

/** The whole hash chain, the newest first. Two queries. */
export async function ledgerPage(queries: Queries, before: number | undefined) {
  const found = await readLedgerBefore(queries, { before, limit: EVENTS_ON_A_PAGE + 1 })
  const entries = found.slice(0, EVENTS_ON_A_PAGE)
  return {
    tip: await readTip(queries),
    entries,
    firstPage: before === undefined,
    older: found.length > entries.length ? (entries.at(-1)?.position ?? null) : null,
  }
}

/** One event with all that its hash covers; null where the ledger has no such position. Two queries. */
export async function eventPage(queries: Queries, position: number) {
  const [entry] = await readLedgerAfter(queries, { after: position - 1, limit: 1 })
  if (entry?.position !== position) return null
  const tip = await readTip(queries)
  return {
    entry,
    earlier: position > 1 ? position - 1 : null,
    later: position < tip.position ? position + 1 : null,
  }
}
