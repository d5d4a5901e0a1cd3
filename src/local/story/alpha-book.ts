import type { EventRecord } from '@polkadot/types/interfaces'
import { mechanismOf } from '../../chain/subnet-storage.ts'
import type { World } from '../world/world.ts'
import { type AlphaAt, leftToNobody, nobodys, readAlpha } from './alpha.ts'

/** What a block made or lost without a reason: units of alpha, below zero where it made some. */
export interface Leak {
  readonly block: number
  readonly units: bigint
}

type Alphas = ReadonlyMap<number, AlphaAt>

/** The alpha of each network, from block to block. */
export interface AlphaBook {
  read(hash: string): Promise<Alphas>
  /** Blocks are entered in their order, each with its events. */
  enter(block: number, now: Alphas, events: readonly EventRecord[]): void
  /** The first of each network that there is. */
  readonly leaks: ReadonlyMap<number, Leak>
}

export function openAlphaBook(wallets: World['wallets']): AlphaBook {
  const leaks = new Map<number, Leak>()
  let last: Alphas = new Map()
  return {
    leaks,
    read: (hash) => readAlpha(wallets, hash),
    enter(block, now, events) {
      for (const [netuid, after] of now) {
        const before = last.get(netuid)
        if (!before || leaks.has(netuid)) continue
        const left = nobodys(after) - nobodys(before)
        const { least, most } = leftToNobody(block, before, after, earnedOf(netuid, events))
        if (left < least) leaks.set(netuid, { block, units: left - least })
        if (left > most) leaks.set(netuid, { block, units: left - most })
      }
      last = now
    },
  }
}

/** What miners earned by UID, of all mechanisms together. */
function earnedOf(netuid: number, events: readonly EventRecord[]): bigint[] {
  const earned: bigint[] = []
  for (const { event } of events) {
    if (event.method !== 'IncentiveAlphaEmittedToMiners') continue
    const [index, emissions] = event.data
    if (mechanismOf(Number(index?.toString())).netuid !== netuid) continue
    for (const [uid, amount] of (
      emissions as unknown as Iterable<{ toString(): string }> & unknown[]
    ).entries())
      earned[uid] = (earned[uid] ?? 0n) + BigInt(String(amount))
  }
  return earned
}
