import { isDecided } from '../../chain/settlement/bulk.ts'
import type { EventRow } from '../../ledger/events.ts'
import { sha256 } from '../../ledger/sheets.ts'
import type { BulkCall } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import type { Amount, AnyRow } from '../../mechanisms/sheet/row.ts'
import { makePart } from '../../mechanisms/sheet/sheet.ts'
import { oneLine } from '../output.ts'

/** `/api/approvals`, as far as a guardian's look at it needs. */
export interface Approvals {
  readonly approvals: readonly ListedCall[]
}

/** A call of the treasury that the App has opened. */
export interface ListedCall {
  readonly call_hash: string
  readonly call_data: string
  readonly approved_by: readonly string[]
  /** SS58 of those who may approve it, and how many must: together they make its multisig account. */
  readonly signatories: readonly string[]
  readonly threshold: number
  readonly max_weight: { readonly ref_time: string; readonly proof_size: string }
  /** Keys of the intents that it claims to be. */
  readonly intents: readonly string[]
}

/**
 * Throws with what the explorer answered, or that it cannot be reached. Seconds of replaying lie between two questions: a connection
 * that was kept would be closed by then.
 */
export async function ask<Body>(explorer: string, path: string): Promise<Body> {
  const once = { headers: { connection: 'close' } }
  const answer = await fetch(`${explorer.replace(/\/$/, '')}${path}`, once).catch(() => {
    throw new Error(`The explorer at ${explorer} cannot be reached: name another with --explorer.`)
  })
  if (!answer.ok)
    throw new Error(`The explorer at ${explorer} answered ${answer.status} to ${path}${await why(answer)}.`)
  return (await answer.json()) as Body
}

/** What the explorer says of it, where it says anything. */
async function why(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null)
  const { error } = (body ?? {}) as { error?: unknown }
  return typeof error === 'string' ? `: ${oneLine(error)}` : ''
}

interface ServedRows {
  readonly rows: readonly {
    readonly account: string
    readonly amount_rao: string
    readonly reason: string
    readonly hotkey?: string | null
  }[]
}

/**
 * The rows of a sheet's part as the explorer serves them. Nothing of them is believed: they make the part that the ledger's events name
 * by its hash, or this throws.
 */
export async function readRows(explorer: string, call: BulkCall): Promise<readonly AnyRow[]> {
  const { sheet, part, round } = call
  const { rows } = await ask<ServedRows>(explorer, `/api/sheets/${sheet}/${part}/${round}`)
  const lines = rows.map(({ account, amount_rao, reason, hotkey }): AnyRow => {
    const row = { account, amount: rao(BigInt(amount_rao)), reason }
    return hotkey == null ? row : { ...row, hotkey }
  })
  if (isDecided(makePart<Amount>(part, round, lines, sha256), call)) return lines
  throw new Error(
    `The explorer serves other rows than those of part ${part} of the sheet ${sheet.slice(0, 16)}.`,
  )
}

/** Every event of the ledger, oldest first, as it was hashed. */
export async function* readLedger(explorer: string): AsyncGenerator<readonly EventRow[]> {
  for (let after: number | null = 0; after !== null; ) {
    const page: { events: EventRow[]; next_after: number | null } = await ask(
      explorer,
      `/api/ledger?after=${after}`,
    )
    if (page.events.length > 0) yield page.events
    after = page.next_after
  }
}
