import type { Clock } from '../../clock.ts'
import type { Spec } from '../metadata/specs.ts'
import { timestampNow } from '../pallets/timestamp.ts'
import { type BuiltBlock, type OpenBlock, openBlock, type Parent } from '../runtime/block.ts'
import { specIn } from '../runtime/code.ts'
import { whyNotNext } from '../runtime/executive.ts'
import type { Extrinsic } from '../runtime/extrinsic.ts'
import type { AccountId } from '../runtime/pallet.ts'
import type { Runtime, Runtimes } from '../runtime/runtime.ts'
import type { Chain } from './chain.ts'
import type { Queue } from './queue.ts'

export type Author = {
  readonly account: AccountId
  /** Signs the hash of an unsealed header. */
  seal(preHash: Uint8Array): Uint8Array
}

export type Builder = {
  /** Makes a block on the head; `skippedSlots` leaves so many slots empty before it. */
  build(fill: 'from-queue' | 'empty', skippedSlots?: number): BuiltBlock
}

export function createBuilder(
  runtimes: Runtimes,
  upgrades: ReadonlyMap<number, Spec>,
  chain: Chain,
  queue: Queue,
  author: Author,
  clock: Clock,
): Builder {
  return {
    build(fill, skippedSlots = 0) {
      const parent = headOf(chain)
      const runtime = runtimes(specIn(parent.state))
      const slotDuration = slotDurationOf(runtime)
      const timestamp = nextTimestamp(clock, parent, slotDuration, skippedSlots)
      // Blocks made faster than slots pass take the clock along: else people would speak before the block that they saw.
      clock.advanceTo(timestamp)
      const block = openBlock(runtime, {
        parent,
        author: author.account,
        timestamp,
        slotDuration,
        stateRoot: chain.stateRoot,
        seal: author.seal,
        upgrade: upgrades.get(parent.number + 1),
      })
      if (fill === 'from-queue') for (const extrinsic of queue.ready()) offer(queue, block, extrinsic)
      return block.close()
    },
  }
}

/** Milliseconds. */
const slotDurationOf = ({ constant }: Runtime): number => Number(constant<bigint>('Aura', 'SlotDuration'))

export function headOf(chain: Chain): Parent {
  const { hash, header } = chain.best()
  const state = chain.stateAt(hash)
  if (state === undefined) throw new Error('the head has no state')
  return { hash, number: header.number, state }
}

/** A slot of its own for every block. Milliseconds since 1970. */
function nextTimestamp(clock: Clock, parent: Parent, slotDuration: number, skippedSlots: number): number {
  return Math.max(clock.now(), Number(timestampNow.get(parent)) + (1 + skippedSlots) * slotDuration)
}

/** What has no room in this block stays for the next, and with it what waits for its nonce. */
function offer(queue: Queue, block: OpenBlock, extrinsic: Extrinsic): void {
  const refused = whyNotNext(block.ctx, extrinsic)
  if (refused === undefined) addOrDiscard(queue, block, extrinsic)
  else if (refused.name !== 'ExhaustsResources' && refused.name !== 'Future')
    queue.discard(extrinsic.hash, 'invalid')
}

/** A defect in a pallet costs its extrinsic, not the chain, and is not kept quiet. */
function addOrDiscard(queue: Queue, block: OpenBlock, extrinsic: Extrinsic): void {
  try {
    block.add(extrinsic)
  } catch (error) {
    queue.discard(extrinsic.hash, 'dropped')
    process.emitWarning(`extrinsic ${extrinsic.hash} broke the runtime: ${(error as Error).stack}`)
  }
}
