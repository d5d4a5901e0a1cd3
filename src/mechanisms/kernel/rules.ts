import type { Config } from '../config.ts'
import type { Intent } from '../intent.ts'
import { type AssembledState, assemble } from './assemble.ts'
import type { Besides } from './beside.ts'
import type { Decision } from './decision.ts'
import type { Due, KeyedErrand, Purpose, Tick, Told, Wish } from './family.ts'

export type AnyFunction = (...given: never[]) => unknown
export type Functions = Readonly<Record<string, AnyFunction>>

/** A family as the kernel holds it: by its shape alone. */
export interface AnyFamily {
  readonly name: string
  readonly initial: unknown
  readonly decide?: Functions
  readonly evolve?: Functions
  readonly follows?: AnyFunction
  readonly due?: AnyFunction
  readonly wishes?: Functions
  readonly settled?: Functions
  readonly errands?: Functions
  readonly tells?: Functions
  readonly asks?: Functions
  readonly next?: AnyFunction | undefined
  readonly inHome?: false | Readonly<Record<string, boolean>> | undefined
  readonly shape?: {
    readonly command?: unknown
    readonly event?: unknown
    readonly errand?: unknown
    readonly purpose?: unknown
    readonly refusal?: unknown
    readonly borrows?: unknown
    readonly step?: unknown
    readonly sees?: unknown
    readonly beside?: unknown
  }
}

/** The families of one kind of stream, by the names of their slices. Their order is that in which things follow. */
export type Registry = Readonly<Record<string, AnyFamily>>

type ShapeOf<F extends AnyFamily> = NonNullable<F['shape']>
type PartOf<
  R extends Registry,
  Key extends 'command' | 'event' | 'errand' | 'purpose' | 'refusal' | 'borrows' | 'step',
> = {
  [K in keyof R]: Key extends keyof ShapeOf<R[K]> ? NonNullable<ShapeOf<R[K]>[Key]> : never
}[keyof R]

export type StateOf<R extends Registry> = { readonly stream: string } & {
  readonly [K in keyof R]: R[K]['initial']
}
export type CommandOf<R extends Registry> = PartOf<R, 'command'> | Tick
export type EventOf<R extends Registry> = PartOf<R, 'event'>
export type ErrandOf<R extends Registry> = Extract<PartOf<R, 'errand'>, KeyedErrand>
export type PurposeOf<R extends Registry> = Extract<PartOf<R, 'purpose'>, Purpose>
export type RefusalOf<R extends Registry> = Extract<PartOf<R, 'refusal'>, string>
export type StepOf<R extends Registry> = Extract<PartOf<R, 'step'>, string>
export type BorrowedOf<R extends Registry> = Extract<PartOf<R, 'borrows'>, string>

/** The families that stand under another name than their own, or see a slice that is not there or of another type. */
type Blind<R extends Registry> = {
  [K in keyof R]: R[K]['name'] extends K
    ? 'sees' extends keyof ShapeOf<R[K]>
      ? StateOf<R> extends ShapeOf<R[K]>['sees']
        ? never
        : K
      : never
    : K
}[keyof R]

/** The rules of one kind of stream: pure and total. Time comes in as part of a command. */
export interface Rules<State, Command, Event, Asked extends KeyedErrand = KeyedErrand> {
  /** The word before the first colon of a stream's name. */
  readonly kind: string
  /** Raised whenever `evolve` would fold old events into another state: old snapshots are then not used. */
  readonly version: number
  /** The types of all its events. */
  readonly events: readonly string[]
  /** Those among them that follow from what people do in the subnet's own repository. */
  readonly inHome: readonly string[]
  initial(stream: string): State
  /** Which slices of other streams and which rows a decision sees. */
  beside(stream: string, command: Command): Besides
  /** The command's own decision, and then everything that follows from the new state by itself. `seen` is what stands beside it. */
  decide(state: State, command: Command, config: Config, seen?: object): Decision<Event, string>
  evolve(state: State, event: Event): State
  /** What an event means to other streams; `state` is that after it. */
  tells(state: State, event: Event, seen?: object): readonly Told[]
  due(state: State): Due
  /** What is wished and not settled yet; what the operator has cancelled is among it. */
  wished(state: State): readonly Intent[]
  errands(state: State): readonly Asked[]
}

/** How often each wish was tried and what became of it is the business of whoever keeps the payments. */
export type Keep<State> = (
  state: State,
  wishes: readonly (Wish & { readonly key: string })[],
) => readonly Intent[]

/** What is left of a state when only these keys are wished. */
export type Forget<State> = (state: State, wished: ReadonlySet<string>) => State

export interface Options<State> {
  readonly kind: string
  readonly version: number
  /** The name by which the stream's intents are keyed, where it is not its own. */
  readonly keyedBy?: (stream: string) => string
  readonly keep?: Keep<State>
  /** After a settled wish: what nobody wishes any more need not be remembered. */
  readonly forget?: Forget<State>
}

/** Puts families together to the rules of one kind of stream. Throws where two families claim one name, which is a mistake in the registry. */
export function rulesOf<const R extends Registry>(
  options: Options<StateOf<R>>,
  families: R & ([Blind<R>] extends [never] ? unknown : { readonly 'cannot see what it wants to': Blind<R> }),
): Rules<StateOf<R>, CommandOf<R>, EventOf<R>, ErrandOf<R>> {
  const rules = assemble(options as unknown as Options<AssembledState>, Object.values<AnyFamily>(families))
  return rules as unknown as Rules<StateOf<R>, CommandOf<R>, EventOf<R>, ErrandOf<R>>
}
