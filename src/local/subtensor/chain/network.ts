/** Chain and queue together: extrinsics come in, blocks come out, finality follows. */
import { EventEmitter } from 'node:events'
import type { Clock } from '../../clock.ts'
import { accounts } from '../pallets/account-store.ts'
import { startBlock } from '../runtime/block.ts'
import { validateExtrinsic } from '../runtime/executive.ts'
import { type Extrinsic, extrinsicFromHex } from '../runtime/extrinsic.ts'
import type { Runtime } from '../runtime/runtime.ts'
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
  readonly runtime: Runtime
  readonly chain: Chain
  readonly pool: Pool
  readonly events: EventEmitter<NetworkEvents>
  submit(hex: string, listener?: (status: ExtrinsicStatus) => void): Submitted | Refusal
  /** Makes a block of what waits, or of nothing, on the head. */
  createBlock(): StoredBlock
  /** Finalizes up to a block number; 'lag' means as far behind the head as the setting says. */
  finalize(to: number | 'lag'): void
  setFinalityLag(blocks: number): void
  /** Replaces blocks at the head by empty ones and one more, and deals with what was in them. */
  reorganise(depth: number, extrinsics: 'return-to-pool' | 'drop'): void
}

export type NetworkOptions = {
  readonly runtime: Runtime
  readonly chain: Chain
  readonly author: Author
  readonly clock: Clock
  /** blocks */
  readonly finalityLag: number
}

export function createNetwork({ runtime, chain, author, clock, ...options }: NetworkOptions): Network {
  const events = new EventEmitter<NetworkEvents>()
  const queue = createQueue({
    validate: (extrinsic) => validateExtrinsic(startBlock(runtime, headOf(chain), author.account), extrinsic),
    nonceOf: (account) => accounts.get(headOf(chain), account).nonce,
  })
  const builder = createBuilder(runtime, chain, queue, author, clock)
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
    runtime,
    chain,
    pool: queue.pool,
    events,
    submit: (hex, listener) => submit(queue, events, hex, listener),
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
    reorganise(depth, extrinsics) {
      const retracted = chain.retract(depth).reverse()
      for (const block of retracted) {
        for (const { hash } of signedExtrinsics(block)) queue.watchers.tell(hash, { retracted: block.hash })
      }
      // Another slot than before: else an empty block could come out with the hash of the one it replaces.
      append('empty', 1)
      for (let more = 0; more < depth; more++) append('empty')
      for (const extrinsic of retracted.flatMap(signedExtrinsics)) {
        if (extrinsics === 'return-to-pool') queue.returned(extrinsic)
        else queue.discard(extrinsic.hash, 'dropped')
      }
      announceBest()
    },
  }
}

function submit(
  queue: Queue,
  events: EventEmitter<NetworkEvents>,
  hex: string,
  listener: ((status: ExtrinsicStatus) => void) | undefined,
): Submitted | Refusal {
  const extrinsic = extrinsicFromHex(hex)
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

function signedExtrinsics(block: StoredBlock): Extrinsic[] {
  return block.extrinsics
    .map((hex) => extrinsicFromHex(hex))
    .filter((extrinsic): extrinsic is Extrinsic => extrinsic?.signed !== undefined)
}
