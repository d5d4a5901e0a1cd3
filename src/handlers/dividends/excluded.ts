import { decodeAddress, encodeAddress } from '@polkadot/util-crypto'
import { SS58_PREFIX } from '../../chain/pots.ts'
import type { Position } from '../../mechanisms/dividends/holders.ts'
import type { Pots } from '../../mechanisms/pots.ts'

/** Pallets' own accounts begin so: a subnet's account, the escrow of baskets, and others of the chain that nobody has the key of. */
const OF_PALLETS = Buffer.from('modl')

/** What is sent there is burned. */
const BURN = encodeAddress(new Uint8Array(32), SS58_PREFIX)

/** Who is no holder (rule D1): the subnet's own pots, and the chain's own accounts among those that hold alpha. In order. */
export function excludedFrom(pots: Pots, positions: readonly Position[]): string[] {
  const { float, escrow, treasury, payroll, hotkey } = pots
  const own = [float, escrow, treasury, hotkey, ...(payroll === null ? [] : [payroll]), BURN]
  const ofChain = positions.map(({ coldkey }) => coldkey).filter(isOfPallet)
  return [...new Set([...own, ...ofChain])].sort()
}

const isOfPallet = (coldkey: string): boolean =>
  OF_PALLETS.equals(decodeAddress(coldkey).subarray(0, OF_PALLETS.length))
