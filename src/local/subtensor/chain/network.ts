/** Chain and queue together: extrinsics come in, blocks come out, finality follows. */
import { EventEmitter } from 'node:events'
import type { Clock } from '../../clock.ts'
import type { Spec } from '../metadata/specs.ts'
import { accounts } from '../pallets/account-store.ts'
import { startBlock } from '../runtime/block.ts'
import { specIn } from '../runtime/code.ts'
import { validateExtrinsic } from '../runtime/executive.ts'
import { type Extrinsic, extrinsicFromHex, signedHash } from '../runtime/extrinsic.ts'
import type { StateReader } from '../runtime/pallet.ts'
import type { Runtime, Runtimes } from '../runtime/runtime.ts'
import { type Author, createBuilder, headOf } from './builder.ts'
import { type Chain, type StoredBlock, storedBlock } from './chain.ts'
import type { ExtrinsicStatus } from './extrinsic-status.ts'
import type { Pool } from './pool.ts'
import { createQueue, type Queue, type Refusal } from './queue.ts'

export type NetworkEvents = {
  /** A block became known. */
  imported: [StoredBlock]
  /** A block became the head. */
  best: [StoredBlock]
  finalized: [StoredBlock]
  /** An extrinsic entered the pool. */
  submitted: [Extrinsic]
}

type Submitted = { readonly hash: string; unwatch(): void }

export type Network = {
  /** The runtime that answers for a state, and makes the block after it. */
  runtimeIn(state: StateReader): Runtime
  readonly chain: Chain
  readonly pool: Pool
  readonly events: EventEmitter<NetworkEvents>
  submit(hex: string, listener?: (status: ExtrinsicStatus) => void): Submitted | Refusal
  /** Makes a block of what waits, or of nothing, on the head. */
  createBlock(): StoredBlock
  /** Finalizes up to a block number; 'lag' means as far behind the head as the setting says. */
  finalize(to: number | 'lag'): void
  setFinalityLag(blocks: number): void
  /** The block of that number is the last that the runtime of today makes; the next one if unset. Throws on one that is there. */
  upgrade(spec: Spec, block?: number): void
  /** Replaces blocks at the head by empty ones and one more, and deals with what was in them. */
  reorganise(depth: number, extrinsics: 'return-to-pool' | 'drop'): void
}

export type NetworkOptions = {
  readonly runtimes: Runtimes
  readonly chain: Chain
  readonly author: Author
  readonly clock: Clock
  /** blocks */
  readonly finalityLag: number
}

export function createNetwork({ runtimes, chain, author, clock, ...options }: NetworkOptions): Network {
  const upgrades = new Map<number, Spec>()
  const runtimeIn = (state: StateReader) => runtimes(specIn(state))
  const headSpec = () => specIn(headOf(chain).state)
  const events = new EventEmitter<NetworkEvents>()
  const queue = createQueue({
    validate: (extrinsic) => {
      const head = headOf(chain)
      return validateExtrinsic(startBlock(runtimeIn(head.state), head, author.account), extrinsic)
    },
    nonceOf: (account) => accounts.get(headOf(chain), account).nonce,
  })
  const builder = createBuilder(runtimes, upgrades, chain, queue, author, clock)
  let finalityLag = options.finalityLag

  function append(fill: 'from-queue' | 'empty', skippedSlots?: number): void {
    const built = builder.build(fill, skippedSlots)
    chain.append(storedBlock(built))
    for (const { hash } of built.extrinsics) queue.included(hash)
    events.emit('imported', chain.best())
  }

  function announceBest(): void {
    const block = chain.best()
    events.emit('best', block)
    for (const { hash } of signedExtrinsics(block)) queue.watchers.tell(hash, { inBlock: block.hash })
    queue.revalidate(block.header.number + 1)
    queue.announceReady()
    finalize('lag')
  }

  function finalize(to: number | 'lag'): void {
    const number = to === 'lag' ? chain.best().header.number - finalityLag : to
    for (const block of chain.finalize(number)) {
      events.emit('finalized', block)
      for (const { hash } of signedExtrinsics(block)) queue.watchers.tell(hash, { finalized: block.hash })
    }
  }

  return {
    runtimeIn,
    chain,
    pool: queue.pool,
    events,
    submit: (hex, listener) => submit(queue, events, extrinsicFromHex(headSpec(), hex), listener),
    createBlock() {
      append('from-queue')
      announceBest()
      return chain.best()
    },
    finalize,
    setFinalityLag(blocks) {
      finalityLag = blocks
      finalize('lag')
    },
    upgrade(spec, block = chain.best().header.number + 1) {
      if (block <= chain.best().header.number) throw new Error(`block ${block} is there already`)
      if (spec <= headSpec()) throw new Error(`the runtime is ${headSpec()}: the version must increase`)
      upgrades.set(block, spec)
    },
    reorganise(depth, extrinsics) {
      const retracted = chain.retract(depth).reverse()
      for (const block of retracted) {
        for (const { hash } of signedExtrinsics(block)) queue.watchers.tell(hash, { retracted: block.hash })
      }
      // Another slot than before: else an empty block could come out with the hash of the one it replaces.
      append('empty', 1)
      for (let more = 0; more < depth; more++) append('empty')
      for (const { hash, hex } of retracted.flatMap(signedExtrinsics)) {
        const extrinsic = extrinsicFromHex(headSpec(), hex)
        if (extrinsics === 'return-to-pool' && extrinsic !== undefined) queue.returned(extrinsic)
        else queue.discard(hash, 'dropped')
      }
      announceBest()
    },
  }
}

function submit(
  queue: Queue,
  events: EventEmitter<NetworkEvents>,
  extrinsic: Extrinsic | undefined,
  listener: ((status: ExtrinsicStatus) => void) | undefined,
): Submitted | Refusal {
  if (extrinsic === undefined) return { reason: 'bad-format' }
  const refused = queue.add(extrinsic)
  if (refused !== undefined) return refused
  const { hash } = extrinsic
  const unwatch = listener ? queue.watchers.watch(hash, listener) : () => undefined
  queue.announceReady()
  if (!queue.isReady(hash)) queue.watchers.tell(hash, 'future')
  events.emit('submitted', extrinsic)
  return { hash, unwatch }
}

function signedExtrinsics(block: StoredBlock): { hash: string; hex: string }[] {
  return block.extrinsics.flatMap((hex) => {
    const hash = signedHash(hex)
    return hash === undefined ? [] : [{ hash, hex }]
  })
}
