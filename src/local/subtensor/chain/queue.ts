/** The pool and those who follow its extrinsics: what waits, and what becomes of it. */
import type { ValidExtrinsic } from '../runtime/executive.ts'
import type { Extrinsic } from '../runtime/extrinsic.ts'
import type { AccountId } from '../runtime/pallet.ts'
import type { Invalidity } from '../runtime/validity.ts'
import { createExtrinsicWatchers, type ExtrinsicWatchers } from './extrinsic-status.ts'
import { createPool, type Pool, type PoolRefusal } from './pool.ts'

/** Why an extrinsic was not taken. */
export type Refusal =
  | { readonly reason: 'bad-format' }
  | { readonly reason: 'invalid'; readonly invalidity: Invalidity }
  | { readonly reason: PoolRefusal; readonly hash: string }

export type Queue = {
  readonly pool: Pool
  readonly watchers: ExtrinsicWatchers
  /** Checks an extrinsic and lets it wait, or says why not. */
  add(extrinsic: Extrinsic): Refusal | undefined
  /** Tells the followers of what can go into the next block by now. */
  announceReady(): void
  isReady(hash: string): boolean
  /** Those that can go into the next block, in order. */
  ready(): Extrinsic[]
  /** Takes an extrinsic out that is in a block now. */
  included(hash: string): void
  /**
   * Takes an extrinsic out that will not get into one. An invalid one is banned, and what was ready behind its nonce leaves with it:
   * that is not banned, as it may still be valid.
   */
  discard(hash: string, status: 'invalid' | 'dropped'): void
  /** Puts an extrinsic back that a reorganisation took out of a block. */
  returned(extrinsic: Extrinsic): void
  /** Discards what can no longer be: nonces that others used, eras that are over before the next block. */
  revalidate(nextBlock: number): void
}

/** The head's view of an extrinsic and of an account. */
export type HeadView = {
  validate(extrinsic: Extrinsic): ValidExtrinsic | Invalidity
  nonceOf(account: AccountId): number
}

export function createQueue({ validate, nonceOf }: HeadView): Queue {
  const pool = createPool()
  const watchers = createExtrinsicWatchers()
  const announced = new Set<string>()

  function add(extrinsic: Extrinsic): Refusal | undefined {
    const { hash } = extrinsic
    const known = pool.refusal(hash)
    if (known !== undefined) return { reason: known, hash }
    const valid = validate(extrinsic)
    if ('kind' in valid) {
      if (valid.kind === 'Invalid') pool.ban(hash)
      return { reason: 'invalid', invalidity: valid }
    }
    const refused = pool.add({ extrinsic, valid })
    return refused && { reason: refused, hash }
  }

  function leave(hash: string): void {
    pool.remove(hash)
    announced.delete(hash)
  }

  function discard(hash: string, status: 'invalid' | 'dropped'): void {
    const behind = status === 'invalid' && announced.has(hash) ? pool.following(hash) : []
    if (status === 'invalid') pool.ban(hash)
    for (const gone of [hash, ...behind]) {
      leave(gone)
      watchers.tell(gone, status)
    }
  }

  /** Another has its nonce: what comes behind goes on from there. */
  function replaced(hash: string): void {
    announced.delete(hash)
    discard(hash, 'invalid')
  }

  const ready = () => pool.ready(nonceOf).map(({ extrinsic }) => extrinsic)

  return {
    pool,
    watchers,
    add,
    announceReady() {
      for (const { hash } of ready()) {
        if (announced.has(hash)) continue
        announced.add(hash)
        watchers.tell(hash, 'ready')
      }
    },
    isReady: (hash) => announced.has(hash),
    ready,
    included(hash) {
      leave(hash)
      pool.ban(hash)
    },
    discard,
    returned(extrinsic) {
      pool.unban(extrinsic.hash)
      if (add(extrinsic) !== undefined) discard(extrinsic.hash, 'invalid')
    },
    revalidate(nextBlock) {
      for (const { extrinsic, valid } of pool.all()) {
        if (valid.nonce < nonceOf(valid.signer)) replaced(extrinsic.hash)
        else if (valid.validTill < nextBlock) discard(extrinsic.hash, 'invalid')
      }
    },
  }
}
