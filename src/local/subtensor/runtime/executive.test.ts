import { expect, test } from 'vitest'
import { developmentPair } from '../accounts.ts'
import { blockHashes } from '../pallets/system.ts'
import { testWorld } from '../pallets/test-world.ts'
import { connect, startNode } from '../test-client.ts'
import { fromHex } from './codec.ts'
import { validateExtrinsic } from './executive.ts'
import { decodeExtrinsic, type Extrinsic } from './extrinsic.ts'

const alice = developmentPair('//Alice')
const hash = `0x${'aa'.repeat(32)}`

test('an era that was born before the kept block hashes is ancient', async () => {
  const extrinsic = await bornAt(16)
  const { ctx } = chainOf(2_500)
  blockHashes.put(ctx, hash, 0)
  expect(validateExtrinsic(ctx, extrinsic)).toEqual({ kind: 'Invalid', name: 'AncientBirthBlock' })
  blockHashes.put(ctx, hash, 16)
  expect(validateExtrinsic(ctx, extrinsic)).toEqual({ kind: 'Invalid', name: 'BadProof' })
})

test('bytes that are no extrinsic, or say the same in another way, are none', async () => {
  const { bytes } = await bornAt(16)
  expect(decodeExtrinsic(424, bytes)?.signed?.nonce).toBe(0)
  for (let length = 0; length < bytes.length; length++) {
    expect(decodeExtrinsic(424, bytes.subarray(0, length))).toBeUndefined()
  }
  expect(decodeExtrinsic(424, Uint8Array.from([...bytes, 0]))).toBeUndefined()
  expect(decodeExtrinsic(424, fromHex('0x280403000b00000000000000'))).toBeUndefined()
})

/** A remark signed for an era that was born at the block. */
async function bornAt(current: number): Promise<Extrinsic> {
  const api = await connect((await startNode()).url)
  const era = api.createType('ExtrinsicEra', { current, period: 65_536 })
  const signed = await api.tx.system.remark('0x01').signAsync(alice, { era, blockHash: api.genesisHash })
  const extrinsic = decodeExtrinsic(424, signed.toU8a())
  if (extrinsic === undefined) throw new Error('the client’s extrinsic cannot be decoded')
  return extrinsic
}

function chainOf(blocks: number) {
  const world = testWorld({ balances: new Map([[alice.address, 1_000_000_000n]]) })
  world.advance(blocks)
  return world
}
