/** For the pallets' tests: a state to run calls against, with no node around it. */
import { expect } from 'vitest'
import type { Spec } from '../metadata/specs.ts'
import { profiles } from '../profile.ts'
import { createExecution, type Execution } from '../runtime/context.ts'
import { accountFromBytes } from '../runtime/hashing.ts'
import { withChanges } from '../runtime/overlay.ts'
import {
  type AccountId,
  type DispatchResult,
  type Genesis,
  type RuntimeCall,
  type StateReader,
  signed,
} from '../runtime/pallet.ts'
import { createRuntimes } from '../runtime/runtime.ts'
import { accounts } from './account-store.ts'
import { allPallets } from './all.ts'
import { totalIssuance } from './money.ts'

export const tao = 1_000_000_000n

export type TestWorld = {
  /** The block in hand. */
  readonly ctx: Execution
  /** Runs one signed call as an extrinsic of the block. A refusal must leave the state as it was. */
  run(who: AccountId, pallet: string, name: string, args: unknown): DispatchResult
  /** Names of the events of the last call. */
  lastEvents(): string[]
  /** Ends the block and goes on so many blocks later. */
  advance(blocks: number): void
  /** Ends the block and makes so many more, each with what a block does of itself; answers the events of the last. */
  pass(blocks: number): string[]
}

const runtimes = createRuntimes(allPallets, profiles.fast)
const author = person(255)
const emptyState: StateReader = { get: () => undefined, keys: () => [] }

/** A world of a version of the runtime, of the oldest where none is named. */
export function testWorld(
  { balances = new Map(), validators = [] }: Partial<Genesis>,
  spec: Spec = 424,
): TestWorld {
  const runtime = runtimes(spec)
  let ctx = createExecution(runtime, emptyState, { number: 0, author })
  for (const pallet of allPallets) pallet.genesis?.(ctx, { balances, validators, authorities: [author] })
  let state: StateReader = emptyState
  let index = 0
  let before = 0
  const world = {
    get ctx() {
      return ctx
    },
    run(who: AccountId, pallet: string, name: string, args: unknown): DispatchResult {
      ctx.enter({ type: 'ApplyExtrinsic', value: index++ })
      before = ctx.events().length
      const was = new Map(ctx.changes())
      const result = ctx.dispatch(signed(who), callOf(pallet, name, args))
      if (!result.ok) expect(ctx.changes()).toEqual(was)
      return result
    },
    lastEvents: () => ctx.events().slice(before).map(nameOf),
    advance(blocks: number): void {
      state = withChanges(state, ctx.changes())
      ctx = createExecution(runtime, state, { number: ctx.block.number + blocks, author })
      index = 0
    },
    pass(blocks: number): string[] {
      for (let made = 0; made < blocks; made++) {
        world.advance(1)
        for (const pallet of allPallets) pallet.onInitialize?.(ctx)
      }
      return ctx.events().map(nameOf)
    },
  }
  world.advance(1)
  return world
}

export function callOf(pallet: string, name: string, args: unknown): RuntimeCall {
  return { type: pallet, value: { type: name, value: args } }
}

export function person(number: number): AccountId {
  return accountFromBytes(new Uint8Array(32).fill(number))
}

/** Every rao that exists is in an account. */
export function expectConserved({ ctx }: TestWorld): void {
  const held = accounts.entries(ctx).map(({ value: { data } }) => data.free + data.reserved)
  expect(held.reduce((sum, rao) => sum + rao, 0n)).toBe(totalIssuance.get(ctx))
}

/** The error as `Pallet.Name` or `Token.Name`; undefined for a success. */
export function errorOf(result: DispatchResult, spec: Spec = 424): string | undefined {
  if (result.ok) return undefined
  const { type, value } = result.error as { type: string; value?: { type: string } }
  if (type === 'Module') return palletErrorName(spec, value as unknown as { pallet: number; error: string })
  return value === undefined ? type : `${type}.${value.type}`
}

function palletErrorName(spec: Spec, { pallet: index, error }: { pallet: number; error: string }): string {
  const runtime = runtimes(spec)
  const pallet = runtime.metadata.pallets.find((candidate) => candidate.index === index)
  const errors = runtime.metadata.lookup[pallet?.errors?.type ?? -1]?.def
  const variants = errors?.tag === 'variant' ? errors.value : []
  const found = variants.find((variant) => variant.index === Number.parseInt(error.slice(2, 4), 16))
  return `${pallet?.name}.${found?.name}`
}

function nameOf({ event }: { event: unknown }): string {
  const { type, value } = event as RuntimeCall
  return `${type}.${value.type}`
}
