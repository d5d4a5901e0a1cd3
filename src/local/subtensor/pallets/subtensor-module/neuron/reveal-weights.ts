import { Bytes, Struct, u16, u64, Vector } from '@polkadot-api/substrate-bindings'
import { openTimelocked } from '../../../beacon/open.ts'
import { pulses } from '../../../beacon/storage.ts'
import { DispatchFailure } from '../../../runtime/errors.ts'
import { accountFromBytes } from '../../../runtime/hashing.ts'
import { type AccountId, type Context, signed } from '../../../runtime/pallet.ts'
import { maxEpochsPerBlock } from '../epoch/epoch-storage.ts'
import { isEpochDue } from '../epoch/next-epoch.ts'
import * as hyperparameters from '../network/hyperparameters.ts'
import { mechanismIndex } from '../network/mechanisms.ts'
import { mechanismCount } from '../network/network-storage.ts'
import { timelockedCommits } from './neuron-storage.ts'
import { putWeights } from './set-weights.ts'
import { epochOf } from './timelocked-weights.ts'

/** What is in a commit, by SCALE. */
const payload = Struct({ hotkey: Bytes(), uids: Vector(u16), values: Vector(u16), version_key: u64 })

/**
 * Opens what was committed so many epochs ago that it is due now, before the epoch itself is run. A commit whose round has not come waits for
 * it as long as the epoch lasts; one that is older is thrown away, and so is whatever cannot be opened.
 */
export function revealWeights(ctx: Context, netuids: readonly number[]): void {
  const due = netuids.filter((netuid) => isEpochDue(ctx, netuid))
  const deferred = new Set(due.slice(maxEpochsPerBlock.get(ctx)))
  for (const netuid of netuids) if (!deferred.has(netuid)) revealOf(ctx, netuid)
}

function revealOf(ctx: Context, netuid: number): void {
  const period = hyperparameters.revealPeriod.get(ctx, netuid)
  const now = epochOf(ctx, netuid)
  const due = now > period ? now - period : 0n
  for (let mecid = 0; mecid < mechanismCount.get(ctx, netuid); mecid++) {
    const index = mechanismIndex(netuid, mecid)
    const kept = timelockedCommits.entries(ctx, index)
    for (const { keys } of kept) if (keys[1] < due) timelockedCommits.remove(ctx, ...keys)
    const commits = kept.find(({ keys }) => keys[1] === due)?.value ?? []
    if (now < period || commits.length === 0) continue
    const waiting = commits.filter(([who, , commit, round]) => {
      const pulse = pulses.get(ctx, round)
      if (pulse) reveal(ctx, { netuid, mecid, who, commit, signature: pulse.signature })
      return !pulse
    })
    if (waiting.length === 0) timelockedCommits.remove(ctx, index, due)
    else if (waiting.length < commits.length) timelockedCommits.put(ctx, waiting, index, due)
  }
}

interface Revealed {
  readonly netuid: number
  readonly mecid: number
  readonly who: AccountId
  readonly commit: Uint8Array
  readonly signature: Uint8Array
}

function reveal(ctx: Context, { netuid, mecid, who, commit, signature }: Revealed): void {
  const said = opened(commit, signature)
  if (said === null || said.hotkey.length !== 32 || accountFromBytes(said.hotkey) !== who) return
  try {
    const { uids: dests, values: weights, version_key } = said
    putWeights(ctx, signed(who), { netuid, mecid, dests, weights, version_key })
  } catch (error) {
    if (error instanceof DispatchFailure) return
    throw error
  }
  ctx.emit('SubtensorModule', 'TimelockedWeightsRevealed', [mechanismIndex(netuid, mecid), who])
}

/** Null where the signature does not open it, or where it holds something else than weights. */
function opened(commit: Uint8Array, signature: Uint8Array) {
  try {
    return payload.dec(openTimelocked(commit, signature))
  } catch {
    return null
  }
}
