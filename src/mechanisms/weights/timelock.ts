import type { Epochs, Turn } from '../architecture/turns.ts'

/** How weights are encrypted that a subnet takes no other way, and when the chain can open them. */
export interface Timelock {
  /** SS58 of the hotkey that commits: the chain opens nobody else's. */
  readonly hotkey: string
  /** The beacon's, 0x-hex. */
  readonly publicKey: string
  /** The beacon's signature of this round opens them. */
  readonly round: number
  /** When the beacon signs it, milliseconds UTC. */
  readonly readableAt: number
  /** The block in which the chain opens them, if they are committed before the next epoch. */
  readonly opensIn: number
  /** When the epoch of that block is over, milliseconds UTC: what the chain has not opened by then it throws away. Older ones do not say. */
  readonly overAt?: number
}

/** When a beacon signs: seconds, and its first round is at its genesis. */
export interface Rhythm {
  readonly genesis: number
  readonly period: number
}

/** The block and moment at which the chain was read, milliseconds UTC, and how long a block lasts. */
export interface ChainTime {
  readonly block: number
  readonly at: number
  readonly slotDuration: number
}

/** So many blocks after the epoch's first the round may be: by then the chain has it, and it opens what waits in every block of the epoch. */
const SETTLED_AFTER = 3

const SECOND = 1_000

/**
 * What is committed in a block is opened so many epochs later, at the first block of that one. As bittensor-drand does it, the round is the last
 * that is signed by three blocks after. Blocks come late and never early, so the chain has the round when it wants it.
 */
export function roundFor(
  from: number,
  epochs: Epochs,
  reveal: number,
  { block, at, slotDuration }: ChainTime,
  { genesis, period }: Rhythm,
): Required<Pick<Timelock, 'round' | 'readableAt' | 'opensIn' | 'overAt'>> {
  const opensIn = epochs.next + (epochsBegun(from, epochs) + reveal - 1) * epochs.every
  const moment = at + (opensIn + SETTLED_AFTER - block) * slotDuration
  const round = Math.max(1, Math.floor((moment / SECOND - genesis) / period) + 1)
  const overAt = moment + epochs.every * slotDuration
  return { round, readableAt: (genesis + (round - 1) * period) * SECOND, opensIn, overAt }
}

/** How many epochs have begun by a block since these were read. */
const epochsBegun = (block: number, { next, every }: Epochs): number =>
  block < next ? 0 : Math.floor((block - next) / every) + 1

/** What lands in a later epoch than was planned is opened as much later. */
export const opensInOf = ({ opensIn }: Timelock, { from, epochs }: Turn, landed: number): number =>
  epochs
    ? opensIn + Math.max(0, epochsBegun(landed, epochs) - epochsBegun(from, epochs)) * epochs.every
    : opensIn

/** The block by which the chain has thrown a commit away that it did not open. */
export const overIn = ({ opensIn }: Timelock, { epochs }: Turn): number =>
  opensIn + (epochs?.every ?? 0) + SETTLED_AFTER

/** An extrinsic lands some blocks after it is signed, and the chain takes no commit whose round is over. */
const LANDING = 3

export const isBeforeRound = ({ opensIn }: Timelock, head: number): boolean =>
  head + LANDING < opensIn + SETTLED_AFTER
