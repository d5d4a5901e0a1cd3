import { beaconPublicKey, signRound } from '../beacon/beacon.ts'
import { beaconConfig, lastStoredRound, pulses } from '../beacon/storage.ts'
import type { Context, Pallet } from '../runtime/pallet.ts'
import { prodOrFast } from './prod-or-fast.ts'
import { timelockedCommits } from './subtensor-module/neuron/neuron-storage.ts'
import { timestampNow } from './timestamp.ts'

/**
 * The beacon of the local network. It signs the rounds that a commit waits for, and no others. So the clock may be moved on by a month, which
 * has a million.
 */
export const drandPallet: Pallet = {
  name: 'Drand',
  genesis(ctx) {
    const period = prodOrFast(ctx, 3, 1)
    beaconConfig.put(ctx, { ...beaconConfig.get(ctx), public_key: beaconPublicKey, period })
  },
  onFinalize(ctx) {
    const last = roundAt(ctx, timestampNow.get(ctx))
    if (last <= lastStoredRound.get(ctx)) return
    lastStoredRound.put(ctx, last)
    for (const { value } of timelockedCommits.entries(ctx)) {
      for (const [, , , round] of value) if (round <= last) keepPulse(ctx, round)
    }
  },
}

/** The round of a moment, in milliseconds since 1970. The first is at the beacon's genesis. */
function roundAt(ctx: Context, moment: bigint): bigint {
  const { period, genesis_time } = beaconConfig.get(ctx)
  const since = moment / 1_000n - BigInt(genesis_time)
  return since < 0n ? 0n : since / BigInt(period) + 1n
}

function keepPulse(ctx: Context, round: bigint): void {
  if (pulses.has(ctx, round)) return
  const signature = signRound(Number(round))
  pulses.put(ctx, { round, randomness: new Uint8Array(32), signature }, round)
}
