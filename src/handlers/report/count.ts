import type { DailyReport } from '../../ledger/reports.ts'
import { divide } from '../../mechanisms/shares.ts'

/** What the chain has of a subnet in one block. Lists are by UID, and may be shorter than there are UIDs. */
export interface Counted {
  readonly block: number
  /** Blocks a day. */
  readonly day: number
  /** Blocks an epoch. */
  readonly tempo: number
  /** What the last epoch paid: units of alpha. */
  readonly emission: bigint
  /** By mechanism; null where all have even shares. */
  readonly split: readonly number[] | null
  readonly permits: readonly boolean[]
  readonly registeredAt: readonly number[]
  readonly mechanisms: readonly {
    readonly incentive: readonly number[]
    /** The block in which each set weights last, or was registered. */
    readonly lastUpdate: readonly number[]
  }[]
}

/** Weights are fresh for so many epochs: longer than any validator waits. */
const FRESH_EPOCHS = 5

export function count(given: Counted): Omit<DailyReport, 'day'> {
  const { block, day, permits, registeredAt, mechanisms, split } = given
  const emission = divide(
    given.emission,
    mechanisms.map((_, id) => (split ? BigInt(split[id] ?? 0) : 1n)),
  )
  return {
    block,
    neurons: registeredAt.length,
    registrations: registeredAt.filter((at) => at > block - day).length,
    mechanisms: mechanisms.map(({ incentive, lastUpdate }, id) => {
      const hasSet = (uid: number, since: number) => {
        const at = lastUpdate[uid] ?? 0
        // Whoever registers is written down as if weights were set then.
        return at > since && at > (registeredAt[uid] ?? 0)
      }
      const uids = registeredAt.map((_, uid) => uid)
      return {
        miners: incentive.filter((share) => share > 0).length,
        validators: uids.filter((uid) => permits[uid] && hasSet(uid, block - FRESH_EPOCHS * given.tempo))
          .length,
        weights: uids.filter((uid) => hasSet(uid, block - day)).length,
        emission: emission[id] ?? 0n,
      }
    }),
  }
}
