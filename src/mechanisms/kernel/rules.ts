import type { Config } from '../config.ts'
import { accept, type Decision, type Occurrence } from '../decider.ts'
import type { Intent } from '../intent.ts'
import type { Around, Due, Errand, Moment, Named, Purpose, Success, Tick, Told, Wish } from './family.ts'
import { keyOf } from './purpose.ts'

type Function = (...given: never[]) => unknown
type Functions = Readonly<Record<string, Function>>

/** A family as the kernel holds it: by its shape alone. */
export interface AnyFamily {
  readonly name: string
  readonly initial: unknown
  readonly decide?: Functions
  readonly evolve?: Functions
  readonly follows?: Function
  readonly due?: Function
  readonly wishes?: Functions
  readonly settled?: Functions
  readonly errands?: Functions
  readonly tells?: Functions
  readonly shape?: {
    readonly command?: unknown
    readonly event?: unknown
    readonly errand?: unknown
    readonly purpose?: unknown
    readonly sees?: unknown
    readonly beside?: unknown
  }
}

/** The families of one kind of stream, by the names of their slices. Their order is that in which things follow. */
export type Registry = Readonly<Record<string, AnyFamily>>

type ShapeOf<F extends AnyFamily> = NonNullable<F['shape']>
type PartOf<R extends Registry, Key extends 'command' | 'event' | 'errand' | 'purpose'> = {
  [K in keyof R]: Key extends keyof ShapeOf<R[K]> ? NonNullable<ShapeOf<R[K]>[Key]> : never
}[keyof R]

export type StateOf<R extends Registry> = { readonly stream: string } & {
  readonly [K in keyof R]: R[K]['initial']
}
export type CommandOf<R extends Registry> = PartOf<R, 'command'> | Tick
export type EventOf<R extends Registry> = PartOf<R, 'event'>
export type ErrandOf<R extends Registry> = Extract<PartOf<R, 'errand'>, Errand>
export type PurposeOf<R extends Registry> = Extract<PartOf<R, 'purpose'>, Purpose>

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
export interface Rules<State, Command, Event, Asked extends Errand = Errand> {
  /** The word before the first colon of a stream's name. */
  readonly kind: string
  /** Raised whenever `evolve` would fold old events into another state: old snapshots are then not used. */
  readonly version: number
  /** The types of all its events. */
  readonly events: readonly string[]
  initial(stream: string): State
  /** Which slices of other streams a decision sees: by the slice's name, the stream that has it. */
  beside(stream: string, command: Command): Besides
  /** The command's own decision, and then everything that follows from the new state by itself. `seen` are the slices beside it. */
  decide(state: State, command: Command, config: Config, seen?: object): Decision<Event>
  evolve(state: State, event: Event): State
  /** What an event means to other streams; `state` is that after it. */
  tells(state: State, event: Event, seen?: object): readonly Told[]
  due(state: State): Due
  /** What is wished and not settled yet; what the operator has cancelled is among it. */
  wished(state: State): readonly Intent[]
  errands(state: State): readonly Asked[]
}

/** Slices of other streams, each with the name of its stream. */
export type Besides = Readonly<Record<string, string>>

/** How often each wish was tried and what became of it is the business of whoever keeps the payments. */
export type Keep<State> = (
  state: State,
  wishes: readonly (Wish & { readonly key: string })[],
) => readonly Intent[]

// What one look-up by name hands over, no type can follow: so these stand here once.
type State = { readonly stream: string } & Readonly<Record<string, unknown>>
type Decider = (state: State, command: Named, around: Around) => Decision<Named>
type Evolver = (own: unknown, event: Named, before: State) => unknown
type Following = (state: State, moment: Moment) => Named | null
type Calling = (state: State) => readonly Due[]
type Wishing = (state: State) => readonly Wish[]
type Meaning = (state: State, purpose: Purpose, outcome: Success, when: Occurrence) => readonly Named[]
type Asking = (state: State) => readonly Errand[]
type Telling = (state: State, event: Named) => readonly Told[]

/** Puts families together to the rules of one kind of stream. Throws where two families claim one name, which is a mistake in the registry. */
export function rulesOf<const R extends Registry>(
  options: Options<StateOf<R>, CommandOf<R>>,
  families: R & ([Blind<R>] extends [never] ? unknown : { readonly 'cannot see what it wants to': Blind<R> }),
): Rules<StateOf<R>, CommandOf<R>, EventOf<R>, ErrandOf<R>> {
  const rules = assemble(options as unknown as Options<State, Named>, Object.values<AnyFamily>(families))
  return rules as unknown as Rules<StateOf<R>, CommandOf<R>, EventOf<R>, ErrandOf<R>>
}

interface Options<State, Command> {
  readonly kind: string
  readonly version: number
  readonly beside?: (stream: string, command: Command) => Besides
  /** The name by which the stream's intents are keyed, where it is not its own. */
  readonly keyedBy?: (stream: string) => string
  readonly keep?: Keep<State>
}

function assemble(
  { kind, version, keep, beside, keyedBy }: Options<State, Named>,
  list: readonly AnyFamily[],
): Rules<State, Named, Named> {
  const deciders = byName<Decider>(list, ({ decide }) => decide)
  const meanings = byName<Meaning>(list, ({ settled }) => settled)
  const wishing = [...byName<Wishing>(list, ({ wishes }) => wishes).values()]
  const telling = byName<Telling>(list, ({ tells }) => tells)
  const asking = [...byName<Asking>(list, ({ errands }) => errands).values()]
  const calling = list.flatMap(({ due }) => due ?? []) as Calling[]
  const evolve = evolverOf(list)
  const follow = followerOf(list.flatMap(({ follows }) => follows ?? []) as Following[], evolve)

  const wished = (state: State): readonly Intent[] => {
    const wishes = wishing.flatMap((of) => of(state))
    const keyed = wishes.map((wish) => ({
      key: keyOf(keyedBy?.(state.stream) ?? state.stream, wish.purpose),
      ...wish,
    }))
    return keep?.(state, keyed) ?? []
  }
  const aroundOf = (state: State, config: Config): Around => ({
    config,
    wished: () => wished(state),
    meaning: (purpose, outcome, when) => meanings.get(purpose.kind)?.(state, purpose, outcome, when) ?? [],
  })
  const slices = Object.fromEntries(list.map(({ name, initial }) => [name, initial]))
  return {
    kind,
    version,
    events: [...new Set(list.flatMap(({ evolve: changes }) => Object.keys(changes ?? {})))],
    initial: (stream) => ({ ...slices, stream }),
    evolve,
    beside: (stream, command) => beside?.(stream, command) ?? {},
    decide: (own, command, config, seen = {}) => {
      const state = { ...seen, ...own }
      const decision = deciders.get(command.type)?.(state, command, aroundOf(state, config)) ?? accept()
      if (decision.refusal) return decision
      return accept(...follow(state, decision.events, momentOf(command as Tick, config)))
    },
    tells: (own, event, seen = {}) => telling.get(event.type)?.({ ...seen, ...own }, event) ?? [],
    due: (state) => earliest(calling.flatMap((due) => due(state))),
    wished,
    errands: (state) => asking.flatMap((of) => of(state)),
  }
}

/** Each function by its name. */
function byName<Does>(
  families: readonly AnyFamily[],
  of: (family: AnyFamily) => Functions | undefined,
): ReadonlyMap<string, Does> {
  const found = new Map<string, Does>()
  for (const family of families) {
    for (const [name, does] of Object.entries(of(family) ?? {})) {
      if (found.has(name)) throw new Error(`Two families claim ${name}; one of them is ${family.name}.`)
      found.set(name, does as Does)
    }
  }
  return found
}

/** Every family that an event concerns changes its slice, each by the state that the event met. */
function evolverOf(families: readonly AnyFamily[]): (state: State, event: Named) => State {
  const changes = new Map<string, [string, Evolver][]>()
  for (const { name, evolve } of families) {
    for (const [type, change] of Object.entries(evolve ?? {})) {
      changes.set(type, [...(changes.get(type) ?? []), [name, change as Evolver]])
    }
  }
  return (state, event) => {
    const changed = changes
      .get(event.type)
      ?.map(([name, change]) => [name, change(state[name], event, state)])
    return changed ? { ...state, ...Object.fromEntries(changed) } : state
  }
}

/** The events of a decision, and then all that follows from them, until nothing does. */
function followerOf(following: readonly Following[], evolve: (state: State, event: Named) => State) {
  const next = (state: State, moment: Moment): Named | null => {
    for (const follows of following) {
      const event = follows(state, moment)
      if (event) return event
    }
    return null
  }
  return (before: State, decided: readonly Named[], moment: Moment): Named[] => {
    const events = [...decided]
    let state = events.reduce(evolve, before)
    for (let event = next(state, moment); event; event = next(state, moment)) {
      events.push(event)
      state = evolve(state, event)
    }
    return events
  }
}

function momentOf({ type, at, source, block }: Tick, config: Config): Moment {
  return { when: { at, source }, config, tick: type === 'Tick' ? { at, block } : null }
}

function earliest(due: readonly Due[]): Due {
  const least = (values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null)
    return known.length > 0 ? Math.min(...known) : null
  }
  return { at: least(due.map(({ at }) => at)), block: least(due.map(({ block }) => block)) }
}
