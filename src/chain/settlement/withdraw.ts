import { and, eq, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Queries } from '../../ledger/database.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { approvals, attempts } from '../../ledger/schema.ts'
import { withdrawn } from '../calls.ts'
import { callRuntime } from '../runtime-api.ts'
import type { Cursor } from '../watcher/cursor.ts'
import { nextNonce, storeAttempt } from './attempts.ts'
import type { Reserving } from './reserve.ts'
import { sign } from './sign.ts'

export interface Withdrawing extends Reserving {
  readonly ledger: Ledger
  /** How long an opened call may wait for guardians, milliseconds of the chain. */
  readonly approvalTimeout: number
}

/**
 * Takes back the oldest call that guardians did not approve in time: what it held then counts as failed and is opened anew, by
 * the runtime and the amounts of that day. Answers the extrinsic's hash, null where nothing is too old. When a guardian is
 * faster the call is carried out, and taking it back fails without harm.
 */
export async function withdrawLate(options: Withdrawing, cursor: Cursor): Promise<string | null> {
  const { chain, ledger, treasury, approvalTimeout } = options
  const before = cursor.block - Math.ceil(approvalTimeout / chain.slotDuration)
  if (!(await readLate(ledger.queries, before))) return null
  await chain.refresh()
  const nonce = await callRuntime(chain, 'AccountNonceApi', 'account_nonce', [treasury.signer])
  const head = await chain.finalized()
  return ledger.write(async ({ queries }) => {
    const late = await readLate(queries, before)
    if (!late) return null
    const free = await nextNonce(queries, treasury.signer, Number(nonce.toString()))
    const signed = sign({ ...options, head }, withdrawn(chain.api(), treasury, late), free)
    await storeAttempt(queries, treasury.signer, { ...signed, opens: null }, [], 0n)
    await queries
      .update(approvals)
      .set({ withdrawal: signed.hash })
      .where(eq(approvals.callHash, late.callHash))
    return signed.hash
  })
}

/** Opened at or before this block, and not being taken back. */
async function readLate(queries: Queries, block: number) {
  const over = queries
    .select({ hash: attempts.hash })
    .from(attempts)
    .where(inArray(attempts.status, ['lost', 'final']))
  const { callHash, openedBlock, openedIndex, status, withdrawal } = approvals
  const [row] = await queries
    .select({ callHash, openedBlock, openedIndex })
    .from(approvals)
    .where(
      and(eq(status, 'waiting'), lte(openedBlock, block), or(isNull(withdrawal), inArray(withdrawal, over))),
    )
    .orderBy(openedBlock)
    .limit(1)
  return (
    row && {
      callHash: row.callHash,
      timepoint: { height: row.openedBlock ?? 0, index: row.openedIndex ?? 0 },
    }
  )
}
