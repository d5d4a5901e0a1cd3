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

test('at 475 also what is sent onto another hotkey, and what moves between hotkeys of one coldkey is none', async () => {
  const { api } = await offlineChain(475)
  const other = pair('Dave').address
  const sent = (to: string | undefined) => [
    { type: 'StakeRemoved', value: [ada, hotkey, 7n, 800n, 2, 0n] },
    { type: 'StakeAdded', value: [to, other, 7n, 800n, 2, 0n] },
    {
      type: 'StakeAndHotkeyTransferred',
      value: {
        origin_coldkey: ada,
        destination_coldkey: to,
        origin_hotkey: hotkey,
        destination_hotkey: other,
        origin_netuid: 2,
        destination_netuid: 2,
        amount: 7n,
      },
    },
  ]
  const records = [...sent(ada), ...sent(wallet)].map((value) => ({
    phase: { type: 'ApplyExtrinsic', value: 2 },
    event: { type: 'SubtensorModule', value },
    topics: [],
  }))
  const stored = codecsOf(475).storage('System', 'Events').encode(records) as `0x${string}`
  const events = decodeEvents(api().registry, stored)
  const pot = { kind: 'treasury', ordinal: 0 } as const
  const read = (own: string | undefined) =>
    readAlpha(extrinsic, events, { pots: new Map([[own ?? '', pot]]) })
  expect(read(wallet)).toMatchObject([{ sender: ada, amount: 800n, netuid: 2, transfer: 1 }])
  expect(read(ada)).toEqual([])
})
