import { afterEach, beforeEach, expect, test } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { stream } from '../../../test/support/commands.ts'
import { tales } from '../../../test/support/tales.ts'
import { senses } from '../../handlers/senses.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { GRACE } from '../../mechanisms/kernel/grace.ts'
import { recordBlock } from './record.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await live(ledger, stream(), tales.disputed)
})
afterEach(() => ledger.close())

const dispute = async () => (await ledger.readSubnet(stream())).disputes[0]

test('a vote is decided by the first block that is long enough after its end, once all is heard', async () => {
  const closesAt = (await dispute())?.closesAt ?? 0
  const pass = async (number: number, timestamp: number, heardUpTo?: number) => {
    const block = { number, hash: `0xb${number}`, parentHash: '', timestamp, extrinsics: [], events: [] }
    await ledger.write((writing) => recordBlock(writing, senses, block, [], heardUpTo))
    return (await dispute())?.verdict
  }
  expect(await pass(900, closesAt)).toBeNull()
  expect(await pass(901, closesAt + GRACE - 1)).toBeNull()
  // Something may still come that was written long ago.
  expect(await pass(902, closesAt + 2 * GRACE, 0)).toBeNull()
  expect(await pass(903, closesAt + 2 * GRACE)).toBe('no-quorum')
})
