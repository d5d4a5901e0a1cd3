import { blockHeader } from '@polkadot-api/substrate-bindings'
import type { Spec } from '../metadata/specs.ts'
import { currentSlot } from '../pallets/aura.ts'
import { blockHashes, noteUpgrade } from '../pallets/system.ts'
import { setTimestamp } from '../pallets/timestamp.ts'
import { addWeights, weight } from '../weights.ts'
import { putCode } from './code.ts'
import { toHex } from './codec.ts'
import { createExecution, type EventRecord, type Execution } from './context.ts'
import { applyInherent, applySigned, lengthLimit } from './executive.ts'
import { type Extrinsic, inherent } from './extrinsic.ts'
import { blockWeights, classLimits } from './fees.ts'
import { blake2b256 } from './hashing.ts'
import type { Changes } from './overlay.ts'
import type { AccountId, StateReader, Weight } from './pallet.ts'
import type { Runtime } from './runtime.ts'
import { storageItem } from './storage.ts'

export type DigestItem =
  | { readonly type: 'preRuntime' | 'seal'; readonly value: { engine: string; payload: string } }
  | { readonly type: 'runtimeUpdated'; readonly value?: undefined }
export type Header = {
  readonly parentHash: string
  readonly number: number
  readonly stateRoot: string
  readonly extrinsicRoot: string
  readonly digests: readonly DigestItem[]
}
export type BuiltBlock = {
  readonly hash: string
  readonly header: Header
  readonly extrinsics: readonly Extrinsic[]
  readonly changes: Changes
}

export type Parent = { readonly hash: string; readonly number: number; readonly state: StateReader }

export type BlockPlan = {
  readonly parent: Parent
  readonly author: AccountId
  /** milliseconds since 1970 */
  readonly timestamp: number
  /** milliseconds */
  readonly slotDuration: number
  /** The root of a state after changes. */
  readonly stateRoot: (changes: Changes) => string
  readonly seal: (preHash: Uint8Array) => Uint8Array
  /** The version of the runtime that makes the blocks after this one, where it is another. */
  readonly upgrade?: Spec | undefined
}

type PerClass = { normal: Weight; operational: Weight; mandatory: Weight }
const number = storageItem<[], number>('System', 'Number')
const parentHash = storageItem<[], string>('System', 'ParentHash')
const digest = storageItem<[], unknown[]>('System', 'Digest')
const eventsKey = storageItem<[], readonly EventRecord[]>('System', 'Events').key
const eventCount = storageItem<[], number>('System', 'EventCount')
const blockWeight = storageItem<[], PerClass>('System', 'BlockWeight')

/** The context of the block after `parent`, as extrinsics find it. */
export function startBlock(runtime: Runtime, parent: Parent, author: AccountId): Execution {
  const ctx = createExecution(runtime, parent.state, { number: parent.number + 1, author })
  noteUpgrade(ctx)
  number.put(ctx, parent.number + 1)
  parentHash.put(ctx, parent.hash)
  blockHashes.put(ctx, parent.hash, parent.number)
  for (const pallet of runtime.pallets) pallet.onInitialize?.(ctx)
  return ctx
}

/** A block being filled. Candidates are tried one by one; what does not fit is left for the next. */
export type OpenBlock = {
  readonly ctx: Execution
  /** False where the block has no room left for it. */
  add(extrinsic: Extrinsic): boolean
  close(): BuiltBlock
}

export function openBlock(runtime: Runtime, plan: BlockPlan): OpenBlock {
  const ctx = startBlock(runtime, plan.parent, plan.author)
  const slot = BigInt(Math.floor(plan.timestamp / plan.slotDuration))
  const preRuntime = toHex(littleEndian(slot))
  currentSlot.put(ctx, slot)
  const logged = { type: 'PreRuntime', value: ['0x61757261', Uint8Array.from(littleEndian(slot))] }
  digest.put(ctx, [logged])
  const extrinsics: Extrinsic[] = []
  let normal = weight(0n)
  let mandatory = blockWeights(ctx).base_block
  let bytes = 0

  const timestamp = inherent(setTimestamp(plan.timestamp))
  mandatory = addWeights(mandatory, applyInherent(ctx, timestamp, 0).weight)
  extrinsics.push(timestamp)

  return {
    ctx,
    add(extrinsic) {
      const info = ctx.info(extrinsic.call)
      const limits = classLimits(ctx, info)
      const most = addWeights(normal, info.weight, limits.base_extrinsic)
      if (limits.max_total !== undefined && most.ref_time > limits.max_total.ref_time) return false
      if (bytes + extrinsic.bytes.length > lengthLimit(ctx, info)) return false
      const used = ctx.transactional(() => applySigned(ctx, extrinsic, extrinsics.length))
      normal = addWeights(normal, used.weight)
      bytes += extrinsic.bytes.length
      extrinsics.push(extrinsic)
      return true
    },
    close() {
      ctx.enter({ type: 'Finalization', value: undefined })
      for (const pallet of runtime.pallets) pallet.onFinalize?.(ctx)
      blockWeight.put(ctx, { normal, operational: weight(0n), mandatory })
      const { upgrade } = plan
      if (upgrade !== undefined) {
        putCode(ctx.state, upgrade)
        digest.put(ctx, [logged, { type: 'RuntimeEnvironmentUpdated' }])
        ctx.emit('System', 'CodeUpdated')
      }
      closeState(runtime, ctx)
      const changes = ctx.changes()
      const unsealed: Header = {
        parentHash: plan.parent.hash,
        number: plan.parent.number + 1,
        stateRoot: plan.stateRoot(changes),
        extrinsicRoot: extrinsicsRoot(extrinsics),
        digests: [
          { type: 'preRuntime', value: { engine: 'aura', payload: preRuntime } },
          ...(upgrade === undefined ? [] : [{ type: 'runtimeUpdated' } as const]),
        ],
      }
      return { ...sealHeader(unsealed, plan.seal), extrinsics, changes }
    },
  }
}

/** Block hashes are kept for BlockHashCount blocks, the genesis for ever. */
function closeState(runtime: Runtime, ctx: Execution): void {
  const oldest = ctx.block.number - ctx.constant<number>('System', 'BlockHashCount') - 1
  if (oldest > 0) blockHashes.remove(ctx, oldest)
  ctx.state.set(eventsKey(), runtime.encodeEvents(ctx.events()))
  eventCount.put(ctx, ctx.events().length)
}

function sealHeader(unsealed: Header, seal: BlockPlan['seal']): { hash: string; header: Header } {
  const signature = seal(blake2b256(encodeHeader(unsealed)))
  const sealItem: DigestItem = { type: 'seal', value: { engine: 'aura', payload: toHex(signature) } }
  const header = { ...unsealed, digests: [...unsealed.digests, sealItem] }
  return { hash: headerHash(header), header }
}

function encodeHeader(header: Header): Uint8Array {
  return blockHeader.enc({ ...header, digests: [...header.digests] } as Parameters<typeof blockHeader.enc>[0])
}

export function headerHash(header: Header): string {
  return toHex(blake2b256(encodeHeader(header)))
}

/** Not the trie that a real node makes: blake2-256 over the extrinsics' hashes in order. */
export function extrinsicsRoot(extrinsics: readonly Extrinsic[]): string {
  return toHex(blake2b256(Buffer.concat(extrinsics.map(({ hash }) => Buffer.from(hash.slice(2), 'hex')))))
}

function littleEndian(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}
