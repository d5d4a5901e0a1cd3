import { u8aToHex } from '@polkadot/util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockAt } from './block-at.ts'

const SLOT = 12_000

/** A chain whose blocks were made at these times. Its node has dropped the state of all before `kept`. */
function chainOf(times: readonly number[], kept = 0) {
  const number = times.length - 1
  const request = async (method: string, [first, second]: readonly [unknown, unknown]) => {
    if (method === 'chain_getBlockHash') return Number(first) > number ? null : `0x${first}`
    const asked = Number(String(second).slice(2))
    if (asked < kept) throw new Error('State already discarded')
    const bytes = new Uint8Array(8)
    new DataView(bytes.buffer).setBigUint64(0, BigInt(times[asked] ?? 0), true)
    return u8aToHex(bytes)
  }
  return {
    slotDuration: SLOT,
    finalized: async () => ({ number, hash: `0x${number}` }),
    request: request as never,
  }
}

const times = fc
  .array(fc.integer({ min: SLOT, max: 10 * SLOT }), { minLength: 1, maxLength: 60 })
  .map((gaps) => {
    let at = 0
    return [0, ...gaps.map((gap) => (at += gap))]
  })

test('the block of a time is the last one that was made by then, however late blocks came', async () => {
  await fc.assert(
    fc.asyncProperty(times, fc.nat(600 * SLOT), async (made, at) => {
      const wanted = made.findLastIndex((one) => one <= at)
      expect((await blockAt(chainOf(made), at))?.number).toBe(wanted)
    }),
  )
})

test('where the node has dropped the state of then there is none', async () => {
  const made = Array.from({ length: 50 }, (_, block) => block * SLOT)
  expect(await blockAt(chainOf(made, 20), 30 * SLOT)).toEqual({ number: 30, hash: '0x30' })
  expect(await blockAt(chainOf(made, 20), 10 * SLOT)).toBeNull()
  expect(await blockAt(chainOf(made), -1)).toBeNull()
})
