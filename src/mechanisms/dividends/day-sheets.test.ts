import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { alpha, rao } from '../money.ts'
import type { Day } from './day.ts'
import { sheetsOf } from './day-sheets.ts'
import type { Position } from './holders.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** As long as an address. */
const address = (name: string) => `5${Buffer.from(sha256(name), 'hex').toString('base64url').padEnd(47, 'x')}`

const positions: Position[] = Array.from({ length: 3_000 }, (_, n) => ({
  coldkey: address(`coldkey ${n % 2_500}`),
  hotkey: address(`hotkey ${n % 64}`),
  amount: alpha(BigInt((n * 104_729) % 1_000_007) ** 2n),
}))

const day: Day = {
  available: alpha(10n ** 15n),
  heldBack: [{ reason: 'locked', amount: alpha(7n) }],
  positions,
  excluded: new Set([address('coldkey 5')]),
  investors: [
    { coldkey: address('coldkey 7'), gave: rao(30n) },
    { coldkey: address('investor'), gave: rao(70n) },
    { coldkey: address('coldkey 5'), gave: rao(70n) },
  ],
  discoverer: { account: 'user:12', basisPoints: 100 },
  owed: [
    { account: address('coldkey 9'), amount: alpha(1_000n) },
    { account: address('before'), amount: alpha(3n) },
  ],
  heirs: new Map([[address('before'), address('heir')]]),
  terms: { chainMinimum: alpha(50_000_000n), fee: rao(1_000n), price: rao(1_000_000_000n) },
  settings: { investorsBasisPoints: 2_000, reserve: alpha(11n), minimum: alpha(1n), feeBasisPoints: 100 },
}

const HELD = [
  2_484,
  '5c4307ba42e39c5ac44ca6422b42d50ade6e1c9da57e6831aa8b386d1e54455b',
  18,
  'c5a9755fedf77313522c3d9111506eca844126a9a35fdd082c57265f46194f07',
]

test('a day has the sheets that it had before days were reckoned faster', () => {
  const { payouts, carry } = sheetsOf(day, { previous: '', block: 1, size: 1_000 }, sha256)
  expect([payouts.rows, payouts.digest, carry.rows, carry.digest]).toEqual(HELD)
})
