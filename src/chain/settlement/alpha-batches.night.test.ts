import { afterEach, expect, test } from 'vitest'
import { type ChainWorld, pair, payee, startChainWorld } from '../../../test/support/chain-world.ts'
import { batchOf } from '../calls.ts'
import { callOf, type Extrinsic } from '../extrinsic.ts'
import { fewerOf } from './bulk.ts'
import { limitsOf, weightOfCall } from './limits.ts'

// Alpha that a subnet's wallet pays out: how many transfers of stake one extrinsic of ours holds, as the runtime reckons it.

let world: ChainWorld
afterEach(() => world.stop())

/** The extrinsic that would be sent: so many transfers out of a pot, by the treasury's signatories. */
function payingOut(count: number): { readonly batch: Extrinsic; readonly bytes: number } {
  const api = world.chain.api()
  const hotkey = pair('Eve-hotkey').address
  const transfers = Array.from({ length: count }, (_, n) =>
    callOf(api, 'subtensorModule', 'transferStake', payee(n), hotkey, 1, 1, 10n ** 9n),
  )
  const item = callOf(api, 'utility', 'asDerivative', 2, callOf(api, 'utility', 'forceBatch', transfers))
  return { batch: batchOf(api, world.treasury, [item]), bytes: item.method.encodedLength }
}

const MORE_THAN_FIT = 2_500

async function fitting(most: { readonly refTime: bigint; readonly bytes: number }): Promise<number> {
  let count = MORE_THAN_FIT
  for (;;) {
    const { batch, bytes } = payingOut(count)
    const { refTime } = await weightOfCall(world.chain, batch, world.treasury.signer)
    const fewer = fewerOf(count, { refTime, bytes }, most)
    if (fewer === count) return count
    count = fewer
  }
}

/** Measured: 1,922 and 27 where one extrinsic has all the room that the runtime gives it; 1,153 and 16 within our own limit. */
test.for([
  [424, 1_700, 2_000],
  [475, 26, 29],
] as const)(
  'at %d as many fit as the runtime has room for, and of ours six tenths',
  { timeout: 120_000 },
  async ([spec, least, most]) => {
    world = await startChainWorld({ spec, requestTimeout: 60_000 })
    const ours = limitsOf(world.chain.api())
    const whole = await fitting({ refTime: (ours.refTime * 10n) / 6n, bytes: ours.bytes * 2 })
    expect(whole).toBeGreaterThanOrEqual(least)
    expect(whole).toBeLessThanOrEqual(most)
    const own = await fitting(ours)
    expect(own / whole).toBeGreaterThan(0.5)
    expect(own / whole).toBeLessThanOrEqual(0.62)
  },
)
