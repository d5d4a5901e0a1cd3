import type { Config } from '../config.ts'
import type { Intent } from '../intent.ts'
import type { Beside, Besides } from './beside.ts'
import { accept, acceptWith, type Decision } from './decision.ts'
import { earliest } from './due.ts'
import type { Around, Due, KeyedErrand, Moment, Named, Purpose, Success, Tick, Told, Wish } from './family.ts'
import type { Occurrence } from './occurrence.ts'
import { keyOf } from './purpose.ts'
import type { AnyFamily, Functions, Options, Rules } from './rules.ts'

// What one look-up by name hands over, no type can follow: so these stand here once.
export type AssembledState = { readonly stream: string } & Readonly<Record<string, unknown>>
type Decider = (state: State, command: Named, around: Around) => Decision<Named, string>
type Evolver = (own: unknown, event: Named, before: State) => unknown
type Following = (state: State, moment: Moment) => Named | null
type Calling = (state: State) => readonly Due[]
type Wishing = (state: State) => readonly Wish[]
type Meaning = (state: State, purpose: Purpose, outcome: Success, when: Occurrence) => readonly Named[]
type Asking = (state: State) => readonly KeyedErrand[]
type AnyAsk = (stream: string, command: Named) => Beside | null
type AnyTells = (state: State, event: Named) => readonly Told[]
type State = AssembledState

/** After it, a wish may be one of the past. */
const SETTLED = 'IntentSettled'

/** The rules that families make together. Throws where two of them claim one name. */
export function assemble(
  { kind, version, keep, forget, keyedBy }: Options<State>,
  list: readonly AnyFamily[],
): Rules<State, Named, Named> {
  const deciders = byName<Decider>(list, ({ decide }) => decide)
  const meanings = byName<Meaning>(list, ({ settled }) => settled)
  const wishing = [...byName<Wishing>(list, ({ wishes }) => wishes).values()]
  const telling = byName<AnyTells>(list, ({ tells }) => tells)
  const asking = [...byName<Asking>(list, ({ errands }) => errands).values()]
  const calling = list.flatMap(({ due }) => due ?? []) as Calling[]
  const wishesOf = (state: State) =>
    wishing
      .flatMap((of) => of(state))
      .map((wish) => ({ key: keyOf(keyedBy?.(state.stream) ?? state.stream, wish.purpose), ...wish }))
  const change = evolverOf(list)
  const evolve = (before: State, event: Named): State => {
    const after = change(before, event)
    if (!forget || event.type !== SETTLED) return after
    return forget(after, new Set(wishesOf(after).map(({ key }) => key)))
  }
  const follow = followerOf(list.flatMap(({ follows }) => follows ?? []) as Following[], evolve)

  const wished = (state: State): readonly Intent[] => keep?.(state, wishesOf(state)) ?? []
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
    inHome: list.flatMap(({ inHome }) =>
      Object.entries(inHome || {}).flatMap(([type, is]) => (is ? type : [])),
    ),
    initial: (stream) => ({ ...slices, stream }),
    evolve,
    beside: (stream, command) => besidesOf(list, stream, command),
    decide: (own, command, config, seen = {}) => {
      const state = { ...seen, ...own }
      const decision = deciders.get(command.type)?.(state, command, aroundOf(state, config)) ?? accept()
      if (decision.refusal) return decision
      const events = follow(state, decision.events, momentOf(command as Tick, config))
      return acceptWith(decision.notice ?? null, ...events)
    },
    tells: (own, event, seen = {}) => telling.get(event.type)?.({ ...seen, ...own }, event) ?? [],
    due: (state) => earliest(calling.flatMap((due) => due(state))),
    wished,
    errands: (state) => asking.flatMap((of) => of(state)),
  }
}

/** What any of the families sees beside the stream for a command. What two of them ask by one name is the same. */
function besidesOf(families: readonly AnyFamily[], stream: string, command: Named): Besides {
  const asked = families
    .flatMap(({ asks }) => Object.entries(asks ?? {}))
    .map(([name, ask]) => [name, (ask as AnyAsk)(stream, command)] as const)
  return Object.fromEntries(asked.filter((one): one is readonly [string, Beside] => one[1] !== null))
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

function momentOf({ type, at, source, block, heardUpTo = at }: Tick, config: Config): Moment {
  return { when: { at, source }, config, tick: type === 'Tick' ? { at, block, heardUpTo } : null }
}
