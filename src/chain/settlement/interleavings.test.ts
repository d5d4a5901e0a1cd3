import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, like } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  owe,
  pair,
  payee,
  send,
  startChainWorld,
  transferTo,
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { agreeNonce } from '../../ledger/identity.ts'
import { attemptItems } from '../../ledger/schema.ts'
import { callOf } from '../extrinsic.ts'
import { nonceOf } from '../nonce.ts'
import type { ChainSide } from '../treasury.ts'
import type { Checkpoint } from './settlement.ts'

// Whatever goes wrong, in whatever order, on a chain whose blocks the test makes one by one.

let world: ChainWorld
beforeAll(async () => {
  world = await startChainWorld({ seal: 'manual', requestTimeout: 250 })
})
afterAll(() => world.stop())

type Mishap =
  | { readonly kind: 'owe' | 'blocks' | 'crash-at-once' | 'cut' | 'swallow' | 'key-used-elsewhere' }
  | { readonly kind: 'pool-full'; readonly full: boolean }
  | { readonly kind: 'reorganise'; readonly extrinsics: 'drop' | 'return-to-pool' }
  | { readonly kind: 'crash-when'; readonly point: Checkpoint }

const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'owe' as const }) },
  { weight: 6, arbitrary: fc.constant({ kind: 'blocks' as const }) },
  fc.record({ kind: fc.constantFrom('crash-at-once' as const, 'cut' as const, 'swallow' as const) }),
  fc.record({ kind: fc.constant('key-used-elsewhere' as const) }),
  fc.record({ kind: fc.constant('pool-full' as const), full: fc.boolean() }),
  fc.record({
    kind: fc.constant('reorganise' as const),
    extrinsics: fc.constantFrom('drop' as const, 'return-to-pool' as const),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('crash-when' as const),
      point: fc.constantFrom<Checkpoint>('signed', 'broadcast', 'in-block', 'final'),
    }),
  },
)

/** The chain side, which dies at a checkpoint as a killed process would: what it remembered is gone, what is stored stays. */
function mortalSide() {
  let side: ChainSide | null = null
  let doom: Checkpoint | null = null
  let dead: Promise<void> | null = null
  const checkpoint = (name: Checkpoint): void => {
    if (name !== doom && !dead) return
    dead ??= side?.stop() ?? Promise.resolve()
    throw new Error('killed')
  }
  return {
    dieAt: (point: Checkpoint) => {
      doom = point
    },
    restart: async () => {
      await (dead ?? side?.stop())
      doom = null
      dead = null
      side = await world.start({ era: 8, checkpoint })
    },
    isDead: () => dead !== null,
  }
}

async function suffer(
  one: Mishap,
  side: ReturnType<typeof mortalSide>,
  owed: () => Promise<void>,
): Promise<void> {
  const { node } = world
  switch (one.kind) {
    case 'owe':
      return owed()
    case 'blocks':
      await node.control.createBlocks(1)
      return
    case 'crash-at-once':
      return side.restart()
    case 'cut':
      return node.control.dropConnections()
    case 'swallow':
      return node.control.swallowAnswers('author_submitExtrinsic', 1)
    case 'key-used-elsewhere':
      await useKeyElsewhere(world)
      return
    case 'pool-full':
      return node.control.setPoolFull(one.full)
    case 'reorganise':
      return node.control.reorganise({ depth: 1, extrinsics: one.extrinsics })
    case 'crash-when':
      return side.dieAt(one.point)
  }
}

/** The operator has looked at it: otherwise nothing would be signed any more. */
async function useKeyElsewhere({ chain, ledger }: ChainWorld): Promise<void> {
  const { address } = pair('Alice')
  const nonce = await nonceOf(chain, address)
  await agreeNonce(ledger.queries, address, nonce + 1, 'the test')
  await send(chain, pair('Alice'), callOf(chain.api(), 'system', 'remark', '0x00')).catch(() => undefined)
}

test('every intent is paid exactly once', { timeout: 600_000 }, async () => {
  let owedSoFar = 0
  let run = 0
  const side = mortalSide()
  await world.node.control.createBlocks(3)
  await fc.assert(
    fc.asyncProperty(fc.array(mishap, { minLength: 8, maxLength: 20 }), async (mishaps) => {
      run += 1
      const first = owedSoFar
      const owed = async () => {
        const n = owedSoFar++
        await owe(world.ledger, [{ key: `run-${run}-pay-${n}`, call: transferTo(payee(n), tao(1)) }])
      }
      await side.restart()
      await owed()
      for (const one of mishaps) {
        await suffer(one, side, owed)
        await sleep(60)
        if (side.isDead()) await side.restart()
      }
      await side.restart()
      world.node.control.setPoolFull(false)
      const paid = and(like(attemptItems.intentKey, `run-${run}-%`), eq(attemptItems.paid, true))
      for (let blocks = 0; blocks < 200; blocks++) {
        const rows = await world.ledger.queries.select().from(attemptItems).where(paid)
        if (rows.length >= owedSoFar - first) break
        await world.node.control.createBlocks(1)
        await sleep(30)
      }
      await world.node.control.createBlocks(12)
      await sleep(200)
      for (let n = first; n < owedSoFar; n++) expect(await balanceOf(world.chain, payee(n))).toBe(tao(1))
    }),
    { numRuns: Number(process.env.INTERLEAVINGS ?? 3), endOnFailure: true },
  )
})
