import { type Lateness, noteWithdrawal, oldestLate } from '../../ledger/approvals.ts'
import { nextNonce, storeAttempt } from '../../ledger/attempts.ts'
import type { Cursor } from '../../ledger/cursors.ts'
import type { Queries } from '../../ledger/database.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { withdrawn } from '../calls.ts'
import { nonceOf } from '../nonce.ts'
import { signatoriesOf, type Treasury } from '../pots.ts'
import type { Reserving } from './reserve.ts'
import { sign } from './sign.ts'
import { waitingForSwapped } from './swapped-payees.ts'

export interface Withdrawing extends Reserving {
  readonly ledger: Ledger
  /** How long an opened call may wait for guardians, milliseconds of the chain. */
  readonly approvalTimeout: number
}

/**
 * Takes back the oldest call that cannot be waited for any longer. Guardians did not approve it in time, or nothing in it is wanted. Or it
 * was opened with other signatories than act now, or the runtime cannot read it any more. Or it pays a coldkey that was swapped since. What is
 * still wanted counts as failed. That is opened anew, by the runtime, the amounts and the heirs of that day. If a guardian is faster, the call is carried out, and taking it back
 * fails without harm. Answers the extrinsic's hash; null where nothing is too old, or signing is paused. It pays nobody, so whatever else stops signing does not stop it.
 */
export async function withdrawLate(
  options: Withdrawing,
  cursor: Cursor,
  unreadable: readonly string[],
): Promise<string | null> {
  const { chain, ledger, treasury, approvalTimeout } = options
  const before = cursor.block - Math.ceil(approvalTimeout / chain.slotDuration)
  const swapped = await waitingForSwapped(ledger.queries, options.era)
  const over = { block: before, useless: [...unreadable, ...swapped] }
  if (!(await readLate(ledger.queries, treasury, over))) return null
  if (options.paused || (await chain.isUpgrading())) return null
  const nonce = await nonceOf(chain, treasury.signer)
  const head = await chain.finalized()
  return ledger.write(async ({ queries }) => {
    const late = await readLate(queries, treasury, over)
    if (!late) return null
    const free = await nextNonce(queries, treasury.signer, nonce)
    const signed = sign({ ...options, head }, withdrawn(chain.api(), treasury.signer, late), free)
    await storeAttempt(queries, treasury.signer, { ...signed, opens: null, proxied: false }, [])
    await noteWithdrawal(queries, late.callHash, signed.hash)
    return signed.hash
  })
}

const readLate = (queries: Queries, treasury: Treasury, over: Pick<Lateness, 'block' | 'useless'>) =>
  oldestLate(queries, {
    account: treasury.signer,
    signatories: signatoriesOf(treasury),
    threshold: treasury.threshold,
    ...over,
  })
