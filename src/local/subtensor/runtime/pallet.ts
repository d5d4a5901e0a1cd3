/** How a pallet is written: see ../README.md. */
import type { Spec } from '../metadata/specs.ts'

/** Account ids are SS58 strings with prefix 42, as the codec gives them. */
export type AccountId = string

/** refTime in picoseconds, proofSize in bytes. Fees are taken from refTime alone. */
export type Weight = { readonly ref_time: bigint; readonly proof_size: bigint }

type DispatchClass = 'Normal' | 'Operational' | 'Mandatory'

/** A call as the codec decodes it: pallet, call in snake_case, arguments in snake_case. */
export type RuntimeCall = {
  readonly type: string
  readonly value: { readonly type: string; readonly value: unknown }
}

/** Says of a call whether an origin may dispatch it. */
export type CallFilter = (call: RuntimeCall) => boolean

/** Who dispatches. Filters travel with the origin into nested calls; a fresh origin has only the runtime's own. */
export type Origin =
  | { readonly type: 'Signed'; readonly who: AccountId; readonly filters: readonly CallFilter[] }
  | { readonly type: 'None' }

/** A DispatchError as the codec writes it, or one of a pallet by its name (`moduleError`). */
export type DispatchError = { readonly type: string; readonly value?: unknown }

export type DispatchInfo = {
  readonly weight: Weight
  readonly class: DispatchClass
  readonly paysFee: boolean
}

/** What a call may say after it ran: less weight than was charged, or no fee at all. */
export type PostInfo = { readonly actualWeight?: Weight; readonly paysFee?: boolean }

export type DispatchResult =
  | ({ readonly ok: true } & PostInfo)
  | ({ readonly ok: false; readonly error: DispatchError } & PostInfo)

/** Raw keys and values, both as 0x-hex. Storage items (`storage.ts`) are the typed way to it. */
export type StateReader = {
  get(key: string): string | undefined
  /** Keys with the prefix, in order. */
  keys(prefix: string): string[]
}
export type StateWriter = StateReader & {
  set(key: string, value: string): void
  delete(key: string): void
}

export type BlockEnvironment = {
  readonly number: number
  /** Set while an extrinsic is applied. */
  readonly extrinsicIndex: number | undefined
  /** Who gets the fees. */
  readonly author: AccountId
}

/** What a pallet sees of the world while a call, a hook or a runtime API runs. */
export type Context = {
  readonly state: StateWriter
  readonly block: BlockEnvironment
  /** Which version of the runtime this is. */
  readonly spec: Spec
  /** Deposits an event; it vanishes with the storage layer it was deposited in. */
  emit(pallet: string, event: string, value?: unknown): void
  /** An error as an event carries it. */
  numbered(error: DispatchError): DispatchError
  /** A constant of the metadata, decoded. */
  constant<T>(pallet: string, name: string): T
  /** Weight, class and fee of a call before it runs. */
  info(call: RuntimeCall): DispatchInfo
  /** Runs a nested call in a storage layer of its own: a failed call leaves nothing, no event either. */
  dispatch(origin: Origin, call: RuntimeCall): DispatchResult
}

/** A dispatchable. `dispatch` throws `DispatchFailure` (through `fail`) to refuse; nothing it did then remains. */
export type Call<Args = unknown> = {
  readonly weight: Weight | ((args: Args, info: (call: RuntimeCall) => DispatchInfo, spec: Spec) => Weight)
  /** The runtime in which it came; all have it when unset. */
  readonly since?: Spec
  /** Normal when unset. */
  readonly class?: DispatchClass
  /** Whether a fee is due, judged from the arguments; due when unset. */
  readonly paysFee?: (args: Args, info: (call: RuntimeCall) => DispatchInfo) => boolean
  readonly dispatch: (ctx: Context, origin: Origin, args: Args) => PostInfo | undefined
}

/** A runtime API method: decoded arguments in, a value that the codec can encode out. It may not write. */
export type ApiMethod = (ctx: Context, ...args: never[]) => unknown

export type Genesis = {
  /** rao by account */
  readonly balances: ReadonlyMap<AccountId, bigint>
  readonly authorities: readonly AccountId[]
  readonly validators: readonly GenesisValidator[]
  /** rao that a network costs at least, and the first at most; the profile's when unset. */
  readonly lockCost?: bigint | undefined
  /** How many networks there may be, and for how many blocks a new one is not pruned; the main network's when unset. */
  readonly networks?: { readonly limit: number; readonly immunity: number } | undefined
}

/** A hotkey on the root network; the stake (rao) is minted for it, beside its coldkey's balance. */
export type GenesisValidator = {
  readonly coldkey: AccountId
  readonly hotkey: AccountId
  readonly stake: bigint
}

export type Pallet = {
  readonly name: string
  /** By the metadata's names (snake_case). Every call in the metadata must be here, and none other but those of newer runtimes. */
  readonly calls?: Readonly<Record<string, Call>>
  /** Runtime API name → method → implementation. */
  readonly apis?: Readonly<Record<string, Readonly<Record<string, ApiMethod>>>>
  /** Why a signed extrinsic is not even let into a block: the runtime's number of the reason. */
  readonly refuses?: (ctx: Context, who: AccountId, call: RuntimeCall) => number | undefined
  /** Why an account may not make a call, be it an extrinsic's or one inside another. */
  readonly forbids?: (ctx: Context, who: AccountId, call: RuntimeCall) => DispatchError | undefined
  readonly genesis?: (ctx: Context, genesis: Genesis) => void
  readonly onInitialize?: (ctx: Context) => void
  readonly onFinalize?: (ctx: Context) => void
}

/** Declares a call with typed arguments (the codec's decoded form) and forgets their type. */
export function call<Args>(definition: Call<Args>): Call {
  return definition as Call
}

export function signed(who: AccountId): Origin {
  return { type: 'Signed', who, filters: [] }
}
