import { and, eq, inArray, isNotNull, isNull, lte, ne, or } from 'drizzle-orm'
import type { Queries } from '../../ledger/database.ts'
import { decode } from '../../ledger/json.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { approvals, attempts } from '../../ledger/schema.ts'
import { withdrawn } from '../calls.ts'
import { signatoriesOf, type Treasury } from '../pots.ts'
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
 * Takes back the oldest call that guardians did not approve in time, or that was opened with other signatories than act now: what
 * it held then counts as failed and is opened anew, by the runtime and the amounts of that day. Answers the extrinsic's hash, null where nothing is too old. When a guardian is
 * faster the call is carried out, and taking it back fails without harm.
 */
export async function withdrawLate(options: Withdrawing, cursor: Cursor): Promise<string | null> {
  const { chain, ledger, treasury, approvalTimeout } = options
  const before = cursor.block - Math.ceil(approvalTimeout / chain.slotDuration)
  if (!(await readLate(ledger.queries, treasury, before))) return null
  await chain.refresh()
  const nonce = await callRuntime(chain, 'AccountNonceApi', 'account_nonce', [treasury.signer])
  const head = await chain.finalized()
  return ledger.write(async ({ queries }) => {
    const late = await readLate(queries, treasury, before)
    if (!late) return null
    const free = await nextNonce(queries, treasury.signer, Number(nonce.toString()))
    const signed = sign({ ...options, head }, withdrawn(chain.api(), treasury.signer, late), free)
    await storeAttempt(queries, treasury.signer, { ...signed, opens: null }, [])
    await queries
      .update(approvals)
      .set({ withdrawal: signed.hash })
      .where(eq(approvals.callHash, late.callHash))
    return signed.hash
  })
}

/** Opened by the App's key at or before this block or with other signatories, and not being taken back. */
async function readLate(queries: Queries, treasury: Treasury, block: number) {
  const over = queries
    .select({ hash: attempts.hash })
    .from(attempts)
    .where(inArray(attempts.status, ['lost', 'final']))
  const { callHash, openedBlock, openedIndex, signatories, threshold, status, withdrawal } = approvals
  const isOthers = or(
    ne(signatories, JSON.stringify(signatoriesOf(treasury))),
    ne(threshold, treasury.threshold),
  )
  const isLate = or(eq(status, 'void'), and(eq(status, 'waiting'), or(lte(openedBlock, block), isOthers)))
  const isLeft = or(isNull(withdrawal), inArray(withdrawal, over))
  const [row] = await queries
    .select({ callHash, openedBlock, openedIndex, signatories, threshold })
    .from(approvals)
    .innerJoin(attempts, eq(attempts.hash, approvals.attempt))
    .where(and(eq(attempts.account, treasury.signer), isNotNull(openedBlock), isLate, isLeft))
    .orderBy(openedBlock)
    .limit(1)
  return (
    row && {
      ...{ callHash: row.callHash, threshold: row.threshold },
      signatories: decode<string[]>(row.signatories),
      timepoint: { height: row.openedBlock ?? 0, index: row.openedIndex ?? 0 },
    }
  )
}
