import type { ChainStep } from './architecture.ts'

/** When a subnet's epochs are, as a finalized block tells: the chain takes no call of the owner's in the last blocks before each. */
export interface Epochs {
  /** The block of the next one. */
  readonly next: number
  /** Blocks from one to the next. */
  readonly every: number
  /** How many blocks before each are closed. */
  readonly closed: number
}

/** When an owner's call goes. */
export interface Turn {
  /** Not before this block. */
  readonly from: number
  /** Null where the chain has none. */
  readonly epochs: Epochs | null
}

/** A step, and when it goes. */
export interface QueuedStep {
  readonly step: ChainStep
  readonly turn: Turn
}

/** An extrinsic lands some blocks after it is signed: so many are kept free before what is closed. */
const LANDING = 10

/**
 * C1: when each step goes, one after the other. `opens` are the first blocks that the chain's limits leave each, in the order of the steps;
 * none of them goes before `after`.
 */
export function queueOf(
  steps: readonly ChainStep[],
  opens: readonly number[],
  after: number,
  epochs: Epochs | null,
): QueuedStep[] {
  let turn: Turn = { from: after, epochs }
  return steps.map((step, place) => {
    turn = { ...turn, from: openFrom(Math.max(turn.from + 1, opens[place] ?? 0), turn.epochs) }
    const queued = { step, turn }
    turn = retimed(turn, step, turn.from)
    return queued
  })
}

/** C1: a new tempo is counted from the block that sets it. Where nobody knows that block, the chain itself refuses what comes too late. */
export function retimed(turn: Turn, made: ChainStep, block: number | null): Turn {
  const every = tempoOf(made)
  if (every === null || !turn.epochs) return turn
  return { ...turn, epochs: block === null ? null : { ...turn.epochs, next: block + every, every } }
}

/** The tempo that a step sets, blocks; null where it sets something else. */
export const tempoOf = (step: ChainStep): number | null =>
  step.kind === 'hyperparameter' && step.name === 'tempo' ? Number(step.value) : null

/** The first block at or after one in which a call can be signed and still lands while the chain takes it. */
export function openFrom(block: number, epochs: Epochs | null): number {
  if (!epochs || epochs.every <= epochs.closed) return block
  const epoch = epochs.next + Math.ceil((block - epochs.next) / epochs.every) * epochs.every
  const room = Math.min(LANDING, Math.floor((epochs.every - epochs.closed) / 4))
  return epoch - block < epochs.closed + room ? epoch + 1 : block
}

/** The block at which a call goes, by a finalized head; null where it can be signed now. */
export function goesAt({ from, epochs }: Turn, head: number): number | null {
  const block = openFrom(Math.max(from, head + 1), epochs)
  return block > head + 1 ? block : null
}
