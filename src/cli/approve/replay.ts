import type { DueIntent } from '../../chain/calls.ts'
import { openDatabase } from '../../ledger/database.ts'
import { keepEvents } from '../../ledger/events.ts'
import { readKept } from '../../ledger/intents.ts'
import { heirsOfAll } from '../../ledger/lineage.ts'
import { treasuryPaying } from '../../ledger/read-subnet.ts'
import { rebuild } from '../../ledger/rebuild.ts'
import { verifyLedger } from '../../ledger/verify.ts'
import { readLedger } from './api.ts'

/** What the ledger says by the rules: not what the App says of it. */
export interface Replayed {
  /** The hash of the last event. */
  readonly tip: string
  readonly owed: readonly DueIntent[]
  /** SS58 of the treasury's account whose pots pay these intents. */
  readonly treasuries: readonly string[]
  /** By coldkey, SS58: who has inherited it on the chain. */
  readonly heirs: ReadonlyMap<string, string>
}

/**
 * Fetches the whole public ledger, checks every hash of it, and lets the rules of this very program find out what is owed.
 * Throws where the chain of hashes does not hold.
 */
export async function replayLedger(explorer: string, keys: readonly string[]): Promise<Replayed> {
  const { queries, close } = await openDatabase({})
  try {
    for await (const rows of readLedger(explorer)) await keepEvents(queries, rows)
    const verification = await verifyLedger(queries)
    if (!verification.ok) {
      throw new Error(
        `The ledger does not hold at position ${verification.position}: ${verification.reason}.`,
      )
    }
    await queries.transaction((transaction) => rebuild(transaction))
    const kept = await readKept(queries, keys)
    return {
      tip: verification.tip,
      heirs: await heirsOfAll(queries),
      owed: kept.flatMap(({ intent, coldkey, status }) =>
        status === 'owed' && coldkey !== null ? [{ intent, coldkey }] : [],
      ),
      treasuries: [
        ...new Set(
          (await Promise.all(kept.map(({ stream }) => treasuryPaying(queries, stream)))).flatMap(
            (one) => one ?? [],
          ),
        ),
      ],
    }
  } finally {
    await close()
  }
}
