import type { Spec } from '../metadata/specs.ts'
import { DispatchFailure, moduleError, numbered, plainError } from './errors.ts'
import { type Changes, createOverlay } from './overlay.ts'
import type {
  AccountId,
  BlockEnvironment,
  Call,
  Context,
  DispatchError,
  DispatchInfo,
  DispatchResult,
  Origin,
  RuntimeCall,
  StateReader,
  Weight,
} from './pallet.ts'
import type { Runtime } from './runtime.ts'

type EventPhase =
  | { readonly type: 'ApplyExtrinsic'; readonly value: number }
  | { readonly type: 'Finalization' | 'Initialization'; readonly value: undefined }

/** An entry of System.Events as the codec writes it. */
export type EventRecord = { phase: EventPhase; event: unknown; topics: string[] }

/** A block being made, or a state being asked: the pallets' context and what surrounds it. */
export type Execution = Context & {
  /** Phase and extrinsic index for what runs next. */
  enter(phase: EventPhase): void
  /** Runs in a storage layer of its own; a throw undoes what it wrote and emitted, and goes on. */
  transactional<T>(run: () => T): T
  /** Why a pallet does not let the extrinsic into a block, by the runtime's number. */
  refusal(who: AccountId, call: RuntimeCall): number | undefined
  /** Events so far, in order. */
  events(): readonly EventRecord[]
  changes(): Changes
}

type Block = Omit<BlockEnvironment, 'extrinsicIndex'>

export function createExecution(runtime: Runtime, base: StateReader, block: Block): Execution {
  const overlay = createOverlay(base)
  const events: EventRecord[] = []
  let phase: EventPhase = { type: 'Initialization', value: undefined }

  function transactional<T>(run: () => T): T {
    const mark = events.length
    overlay.begin()
    try {
      const result = run()
      overlay.commit()
      return result
    } catch (error) {
      overlay.rollback()
      events.length = mark
      throw error
    }
  }

  const info = (call: RuntimeCall): DispatchInfo =>
    dispatchInfo(known(runtime, call), call, info, runtime.codecs.spec)

  const execution: Execution = {
    state: overlay,
    get block() {
      return { ...block, extrinsicIndex: phase.type === 'ApplyExtrinsic' ? phase.value : undefined }
    },
    emit(pallet, event, value) {
      events.push({ phase, event: { type: pallet, value: { type: event, value } }, topics: [] })
    },
    numbered: (error) => numbered(runtime.codecs, error),
    spec: runtime.codecs.spec,
    constant: runtime.constant,
    info,
    dispatch: (origin, call) => dispatchCall(runtime, execution, origin, call),
    enter(next) {
      phase = next
    },
    transactional,
    refusal: (who, call) =>
      runtime.pallets
        .map(({ refuses }) => refuses?.(execution, who, call))
        .find((code) => code !== undefined),
    events: () => events,
    changes: overlay.changes,
  }
  return execution
}

function dispatchCall(
  runtime: Runtime,
  execution: Execution,
  origin: Origin,
  call: RuntimeCall,
): DispatchResult {
  if (origin.type === 'Signed' && !passes(origin, call)) {
    return { ok: false, error: numbered(runtime.codecs, moduleError('System', 'CallFiltered')) }
  }
  const forbidden = origin.type === 'Signed' ? whyForbidden(runtime, execution, origin.who, call) : undefined
  if (forbidden !== undefined) return { ok: false, error: numbered(runtime.codecs, forbidden) }
  try {
    const post = execution.transactional(() =>
      known(runtime, call).dispatch(execution, origin, call.value.value),
    )
    return { ok: true, ...post }
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error
    return { ok: false, error: numbered(runtime.codecs, error.error), actualWeight: error.actualWeight }
  }
}

const whyForbidden = (
  runtime: Runtime,
  execution: Execution,
  who: AccountId,
  call: RuntimeCall,
): DispatchError | undefined =>
  runtime.pallets.map(({ forbids }) => forbids?.(execution, who, call)).find((error) => error !== undefined)

function passes(origin: Extract<Origin, { type: 'Signed' }>, call: RuntimeCall): boolean {
  return noNestedBatch(call) && origin.filters.every((filter) => filter(call))
}

const batches: ReadonlySet<string> = new Set(['batch', 'batch_all', 'force_batch'])

function isBatch({ type, value }: RuntimeCall): boolean {
  return type === 'Utility' && batches.has(value.type)
}

/** The runtime's base filter: a batch may not hold a batch directly. */
function noNestedBatch(call: RuntimeCall): boolean {
  if (!isBatch(call)) return true
  return !(call.value.value as { calls: RuntimeCall[] }).calls.some(isBatch)
}

function known(runtime: Runtime, call: RuntimeCall): Call {
  const found = runtime.call(call)
  if (found === undefined) throw new DispatchFailure(plainError('CannotLookup'))
  return found
}

function dispatchInfo(
  handler: Call,
  call: RuntimeCall,
  info: (call: RuntimeCall) => DispatchInfo,
  spec: Spec,
): DispatchInfo {
  const args = call.value.value
  const weight: Weight =
    typeof handler.weight === 'function' ? handler.weight(args, info, spec) : handler.weight
  return {
    weight,
    class: handler.class ?? 'Normal',
    paysFee: handler.paysFee?.(args, info) ?? true,
  }
}
