import type { BuiltBlock, Header } from '../runtime/block.ts'
import { toHex } from '../runtime/codec.ts'
import type { Changes } from '../runtime/overlay.ts'
import { withChanges } from '../runtime/overlay.ts'
import type { StateReader } from '../runtime/pallet.ts'
import type { ChainLog } from './chain-log.ts'
import { createStateHistory } from './state-history.ts'

/** Extrinsics are 0x-hex with their length prefix. */
export type StoredBlock = {
  readonly hash: string
  readonly header: Header
  readonly extrinsics: readonly string[]
}

export type SealedBlock = StoredBlock & { readonly changes: Changes }

/** The canonical chain with every block's state, and the blocks that a reorganisation took off it. */
export type Chain = {
  readonly genesisHash: string
  best(): StoredBlock
  finalized(): StoredBlock
  block(hash: string): StoredBlock | undefined
  hashAt(number: number): string | undefined
  isCanonical(hash: string): boolean
  /** Undefined for a block that is unknown or whose state was pruned. */
  stateAt(hash: string): StateReader | undefined
  stateRoot(changes: Changes): string
  append(block: SealedBlock): void
  /** Takes blocks off the head, newest first; throws when one of them is finalized. */
  retract(depth: number): StoredBlock[]
  /** Finalizes up to the number; answers the blocks that this made final, oldest first. */
  finalize(number: number): StoredBlock[]
}

export type ChainOptions = {
  readonly log: ChainLog
  /** How many blocks before the finalized one keep their state. */
  readonly keepStates: number
}

/** Takes up the chain that the log holds, or begins one with the genesis block. Throws when the two disagree. */
export function openChain(genesis: () => SealedBlock, { log, keepStates }: ChainOptions): Chain {
  const history = createStateHistory()
  const blocks = new Map<string, StoredBlock>()
  const retracted = new Map<string, { parent: string; changes: Changes }>()
  const recent = new Map<string, Changes>()
  const canonical: string[] = []
  let finalizedNumber = 0

  const at = (number: number) => blocks.get(canonical[number] ?? '') as StoredBlock
  const isCanonical = (hash: string) => {
    const number = blocks.get(hash)?.header.number
    return number !== undefined && canonical[number] === hash
  }

  function append({ changes, ...block }: SealedBlock): void {
    const { number, parentHash } = block.header
    if (number !== canonical.length || (number > 0 && parentHash !== canonical.at(-1))) {
      throw new Error('a block must follow the head')
    }
    history.apply(number, changes)
    blocks.set(block.hash, block)
    canonical.push(block.hash)
    recent.set(block.hash, changes)
    retracted.delete(block.hash)
  }

  function retract(depth: number): StoredBlock[] {
    if (canonical.length - 1 - depth < finalizedNumber)
      throw new Error('a finalized block cannot be retracted')
    const taken: StoredBlock[] = []
    for (let count = 0; count < depth; count++) {
      const block = at(canonical.length - 1)
      canonical.pop()
      retracted.set(block.hash, {
        parent: block.header.parentHash,
        changes: recent.get(block.hash) ?? new Map(),
      })
      taken.push(block)
    }
    history.revert(canonical.length - 1)
    return taken
  }

  function finalize(number: number): StoredBlock[] {
    const final: StoredBlock[] = []
    while (finalizedNumber < Math.min(number, canonical.length - 1)) {
      finalizedNumber++
      const block = at(finalizedNumber)
      recent.delete(block.hash)
      final.push(block)
    }
    for (const hash of retracted.keys()) {
      if ((blocks.get(hash)?.header.number ?? 0) <= finalizedNumber) retracted.delete(hash)
    }
    history.prune(finalizedNumber - keepStates)
    return final
  }

  function stateAt(hash: string): StateReader | undefined {
    const off = retracted.get(hash)
    if (off !== undefined) {
      const below = stateAt(off.parent)
      return below && withChanges(below, off.changes)
    }
    const number = blocks.get(hash)?.header.number
    if (number === undefined || !isCanonical(hash) || number < history.oldest()) return undefined
    return history.at(number)
  }

  log.replay({ append, retract, finalize })
  const first = genesis()
  if (canonical.length === 0) {
    append(first)
    log.append(first)
  }
  if (canonical[0] !== first.hash) {
    throw new Error(
      'The data directory holds a chain with another genesis: of another version of this program, or of other endowments. Delete it, or name another directory with --data.',
    )
  }

  return {
    genesisHash: first.hash,
    best: () => at(canonical.length - 1),
    finalized: () => at(finalizedNumber),
    block: (hash) => blocks.get(hash),
    hashAt: (number) => canonical[number],
    isCanonical,
    stateAt,
    stateRoot: history.rootWith,
    append(block) {
      append(block)
      log.append(block)
    },
    retract(depth) {
      const taken = retract(depth)
      log.retract(depth)
      return taken
    },
    finalize(number) {
      const final = finalize(number)
      if (final.length > 0) log.finalize(finalizedNumber)
      return final
    },
  }
}

export function storedBlock({ hash, header, extrinsics, changes }: BuiltBlock): SealedBlock {
  return { hash, header, extrinsics: extrinsics.map(({ bytes }) => toHex(bytes)), changes }
}
