import type { Clock } from '../clock.ts'
import type { Network } from './chain/network.ts'
import type { Production } from './chain/production.ts'
import type { Spec } from './metadata/specs.ts'
import type { RpcServer } from './rpc/server.ts'

type Reorganisation = {
  /** How many unfinalized blocks at the head are replaced by others, which are empty and one more. */
  readonly depth: number
  /** Whether their extrinsics go back to the pool or are lost. */
  readonly extrinsics: 'return-to-pool' | 'drop'
}

/** Switches for tests: what a network, a node or a connection can do to its users. */
export type SubtensorControl = {
  /** Makes blocks now, whatever the seal, one unless said; answers the hash of the last. */
  createBlocks(count?: number): string
  /**
   * Moves the world's clock on to a moment, milliseconds UTC, and makes the block that says so. `more` blocks on top of it
   * make it final. Answers the hash of the last.
   */
  advance(until: number, more?: number): string
  /** Finalizes up to the block, the head when unset, whatever the lag. Throws on a block that is not on the chain. */
  finalize(hash?: string): void
  /** No block is made by clock or extrinsic until `resume`. */
  pause(): void
  resume(): void
  setFinalityLag(blocks: number): void
  /**
   * Upgrades the runtime: the block of that number, the next one if unset, is the last that the runtime of today makes. Throws on a
   * block that is there, and on a version that is no higher.
   */
  upgrade(spec: Spec, block?: number): void
  /** Throws when it would reach a finalized block. */
  reorganise(reorganisation: Reorganisation): void
  /** Closes every connection; new ones are accepted. */
  dropConnections(): void
  /** Delays everything that is sent by so many milliseconds; 0 ends it. */
  delayAnswers(milliseconds: number): void
  /** Swallows the answers to the next calls of the method, one unless said; the calls themselves are carried out. */
  swallowAnswers(method: string, count?: number): void
  /** While true the pool refuses every extrinsic with 1016, Immediately Dropped. */
  setPoolFull(full: boolean): void
}

export function createControl(
  network: Network,
  production: Production,
  clock: Clock,
  server: () => RpcServer,
): SubtensorControl {
  const { chain } = network
  const createBlocks = (count = 1): string => {
    for (let made = 0; made < count; made++) network.createBlock()
    return chain.best().hash
  }
  return {
    createBlocks,
    advance(until, more = 2) {
      clock.advanceTo(until)
      return createBlocks(1 + more)
    },
    finalize(hash = chain.best().hash) {
      const number = chain.block(hash)?.header.number
      if (number === undefined || !chain.isCanonical(hash)) throw new Error(`no block ${hash} on the chain`)
      network.finalize(number)
    },
    pause: production.pause,
    resume: production.resume,
    setFinalityLag: network.setFinalityLag,
    upgrade: network.upgrade,
    reorganise: ({ depth, extrinsics }) => network.reorganise(depth, extrinsics),
    dropConnections: () => server().dropConnections(),
    delayAnswers(milliseconds) {
      server().disturbance.delayMilliseconds = milliseconds
    },
    swallowAnswers(method, count = 1) {
      server().disturbance.swallow.set(method, count)
    },
    setPoolFull: network.pool.setFull,
  }
}
