import { randomBytes } from 'node:crypto'
import { encodeAddress } from '@polkadot/util-crypto'
import { sha256 } from '../../src/ledger/sheets.ts'
import { sheetsOf } from '../../src/mechanisms/dividends/day-sheets.ts'
import type { Position } from '../../src/mechanisms/dividends/holders.ts'
import { alpha, rao } from '../../src/mechanisms/money.ts'
import type { Sheeted } from './sheeted.ts'

/** One day of `SIZE` holders, in a process of its own, so that its memory is its own. */
const size = Number(process.env.SIZE)
const hotkeys = Array.from({ length: 256 }, () => encodeAddress(randomBytes(32), 42))
const positions: Position[] = Array.from({ length: size }, (_, n) => ({
  coldkey: addressLike(n),
  hotkey: hotkeys[n % hotkeys.length] ?? '',
  amount: alpha(1_000_000_000n + BigInt((n * 104_729) % 1_000_000_007)),
}))

const began = performance.now()
const day = {
  available: alpha(10n ** 16n),
  heldBack: [],
  positions,
  excluded: new Set<string>(),
  investors: [],
  discoverer: null,
  owed: [],
  heirs: new Map<string, string>(),
  terms: { chainMinimum: alpha(1n), fee: rao(1n), price: rao(1_000_000_000n) },
  settings: { investorsBasisPoints: 2_000, reserve: alpha(0n), minimum: alpha(1n), feeBasisPoints: 100 },
}
const { payouts } = sheetsOf(day, { previous: '', block: 1, size: 1_000 }, sha256)
const milliseconds = performance.now() - began

const answer: Sheeted = {
  rows: payouts.rows,
  milliseconds,
  peak: process.resourceUsage().maxRSS * 1_024,
}
process.send?.(answer)
process.disconnect()

/** As long as an address, and in no order; making a million true ones would take a minute. */
function addressLike(n: number): string {
  const scattered = (BigInt(n) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn
  return Buffer.from(`5${scattered.toString(36).padStart(13, '1')}${'x'.repeat(34)}`).toString('latin1')
}
