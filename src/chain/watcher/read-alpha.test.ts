import { expect, test } from 'vitest'
import type { ChainEvent } from './block.ts'
import { readAlpha } from './read-alpha.ts'

const pot = { kind: 'treasury', ordinal: 0 } as const
const pots = new Map([['5Wallet', pot]])
const extrinsic = { block: 9, blockHash: '0x9', index: 2, hash: '0x92' }

const change = (kind: 'stake-removed' | 'stake-added', coldkey: string, alpha: bigint, netuid = 2) =>
  ({ kind, coldkey, alpha, netuid, extrinsic: 2 }) as const
const closing = (from: string, to: string, fromNetuid = 2, toNetuid = 2) =>
  ({ kind: 'stake-transferred', from, to, fromNetuid, toNetuid, extrinsic: 2 }) as const
const sent = (from: string, to: string, alpha: bigint): ChainEvent[] => [
  change('stake-removed', from, alpha),
  change('stake-added', to, alpha),
  closing(from, to),
]
const read = (...events: readonly ChainEvent[]) =>
  readAlpha(extrinsic, events, { pots }).map(({ sender, amount, transfer }) => [sender, amount, transfer])

test('alpha from somebody else is what was added, not what it is worth', () => {
  expect(read(...sent('5Ada', '5Wallet', 800n))).toEqual([['5Ada', 800n, 0]])
})

test('several in one extrinsic are told apart, also those to others between them', () => {
  const item = { kind: 'item-completed', extrinsic: 2 } as const
  expect(
    read(
      ...[...sent('5Ada', '5Wallet', 1n), item],
      ...[...sent('5Ada', '5Ben', 2n), item],
      ...[...sent('5Fay', '5Wallet', 3n), { kind: 'proxy-executed', error: null, extrinsic: 2 } as const],
    ),
  ).toEqual([
    ['5Ada', 1n, 0],
    ['5Fay', 3n, 2],
  ])
})

test('from another network it is what arrived', () => {
  expect(
    read(
      change('stake-removed', '5Ada', 100n, 7),
      change('stake-added', '5Wallet', 40n, 2),
      closing('5Ada', '5Wallet', 7, 2),
    ),
  ).toEqual([['5Ada', 40n, 0]])
})

test.each<[string, ChainEvent[]]>([
  ['a purchase of alpha', [change('stake-added', '5Wallet', 5n)]],
  [
    'a move between its own hotkeys',
    [change('stake-removed', '5Wallet', 5n), change('stake-added', '5Wallet', 5n)],
  ],
  [
    'one who sells and another who buys in one extrinsic',
    [change('stake-removed', '5Ada', 5n), change('stake-added', '5Wallet', 5n)],
  ],
  ['what our pots move among themselves', sent('5Wallet', '5Wallet', 5n)],
  ['what it gives away', sent('5Wallet', '5Ada', 5n)],
  [
    'a transfer that names others than the pair before it',
    [...sent('5Ada', '5Ben', 5n).slice(0, 2), closing('5Ada', '5Wallet')],
  ],
])('%s is none', (_what, events) => {
  expect(read(...events)).toEqual([])
})
