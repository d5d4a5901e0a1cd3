import { expect, test } from 'vitest'
import { numbered, type Pot } from '../../mechanisms/pots.ts'
import type { ChainEvent } from './block.ts'
import { readWeighing } from './read-weighing.ts'

const extrinsic = { block: 9, blockHash: '0xaa', index: 0, hash: '0x00' }
const pots = new Map<string, Pot>([['our-hotkey', numbered('hotkey', 0)]])
const opened = (hotkey: string): ChainEvent => ({
  kind: 'weights-opened',
  netuid: 2,
  mechanism: 1,
  hotkey,
  extrinsic: null,
})

test('of the commits that the chain opens those of our hotkeys are told, and changes in whatever network', () => {
  const changed: ChainEvent = { kind: 'weighing-changed', netuid: 5, uid: 3, extrinsic: null }
  const swapped: ChainEvent = { kind: 'hotkey-swapped', coldkey: 'ada', extrinsic: 1 }
  const events = [opened('another'), opened('our-hotkey'), changed, swapped]
  expect(readWeighing(events, extrinsic, { pots })).toEqual([
    { kind: 'weights-opened', pot: numbered('hotkey', 0), netuid: 2, mechanism: 1, extrinsic },
    { kind: 'weighing-changed', netuid: 5, uid: 3, extrinsic },
    { kind: 'hotkey-swap', coldkey: 'ada', extrinsic },
  ])
})
