import { expect, test } from 'vitest'
import { pair } from '../../../test/support/chain-world.ts'
import { offlineChain } from '../../../test/support/offline-chain.ts'
import { codecsOf } from '../../local/subtensor/runtime/codec.ts'
import { decodeEvents } from './decode-events.ts'
import { readAlpha } from './read-alpha.ts'

const extrinsic = { block: 9, blockHash: '0x9', index: 2, hash: '0x92' }
const [ada, wallet, hotkey] = ['Alice', 'Bob', 'Charlie'].map((name) => pair(name).address)

test.each([424, 475] as const)(
  'at %i alpha that is sent is read from what the chain’s own events say',
  async (spec) => {
    const { api } = await offlineChain(spec)
    const said = [
      { type: 'StakeRemoved', value: [ada, hotkey, 7n, 800n, 2, 0n] },
      { type: 'StakeAdded', value: [wallet, hotkey, 7n, 800n, 2, 0n] },
      { type: 'StakeTransferred', value: [ada, wallet, hotkey, 2, 2, 7n] },
    ]
    const records = said.map((value) => ({
      phase: { type: 'ApplyExtrinsic', value: 2 },
      event: { type: 'SubtensorModule', value },
      topics: [],
    }))
    const stored = codecsOf(spec).storage('System', 'Events').encode(records) as `0x${string}`
    const pots = new Map([[wallet ?? '', { kind: 'treasury', ordinal: 0 } as const]])
    const events = decodeEvents(api().registry, stored)
    expect(readAlpha(extrinsic, events, { pots })).toMatchObject([{ sender: ada, amount: 800n, netuid: 2 }])
  },
)
