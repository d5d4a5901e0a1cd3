import type { Config } from '../config.ts'
import type { Intent, IntentCall, Outcome } from '../intent.ts'
import type { Pot } from '../pots.ts'
import type { Beside } from './beside.ts'
import type { Decision } from './decision.ts'
import type { Occurrence } from './occurrence.ts'

/** A command or an event: told from others by its type. */
export interface Named {
  readonly type: string
}

/** What an intent is for: its kind, and what tells it from others of that kind in the same stream. */
export interface Purpose {
  readonly kind: string
  readonly about: readonly (string | number)[]
}

/** What should move, before it is known how often it was tried. */
export interface Wish<For extends Purpose = Purpose> {
  readonly purpose: For
  readonly pot: Pot
  readonly call: IntentCall
  /** Not to be tried before this time: milliseconds, UTC. */
  readonly notBefore?: number
}

/** A thing to be found out or done outside, under a key that is asked for once. */
export interface KeyedErrand {
  readonly kind: string
  readonly key: string
}

/** When the clock has to call next: milliseconds UTC and a block number, each null where nothing is due. */
export interface Due {
  readonly at: number | null
  readonly block: number | null
}

/** The chain's clock moved on: a finalized block and its timestamp. Deadlines fall due by it and by nothing else. */
export interface Tick extends Occurrence {
  readonly type: 'Tick'
  readonly block: number
  /** Up to when all that people wrote was heard, milliseconds UTC; up to now where it is not said. */
  readonly heardUpTo?: number
}

/** What follows from a state by itself is asked at a moment. `tick` is there when the chain's clock called: only then do deadlines fall due. */
export interface Moment {
  readonly when: Occurrence
  readonly config: Config
  readonly tick: { readonly at: number; readonly block: number; readonly heardUpTo: number } | null
}

/** A success, as a finalized block tells it. */
export type Success = Outcome & { readonly ok: true }

/** What a decision may ask beside its own state. */
export interface Around {
  readonly config: Config
  /** All that the stream's families wish, with how often each was tried. */
  readonly wished: () => readonly Intent[]
  /** What a settled wish means to the family whose purpose it is. */
  readonly meaning: (purpose: Purpose, outcome: Success, when: Occurrence) => readonly Named[]
}

/** What a family is made of. Left out is what it does not have. */
export interface Shape {
  readonly name: string
  /** Its slice of the stream's state. */
  readonly own: unknown
  readonly command?: Named
  readonly event?: Named
  /** Slices of others in the same stream that it reads and never writes. */
  readonly sees?: object
  /** Slices of other streams of the same subnet and rows, as they are when a command is decided. */
  readonly beside?: object
  /** Events of others that change its slice too. */
  readonly hears?: Named
  /** Events of others that its decisions lead to. */
  readonly makes?: Named
  readonly purpose?: Purpose
  readonly errand?: KeyedErrand
  /** Codes of what its decisions refuse. It has the words for them. */
  readonly refusal?: string
  /** Codes of others that its decisions answer too. */
  readonly borrows?: string
  /** What of its own can be what a subnet waits for next. */
  readonly step?: string
  /** Slices of the whole subnet, of whatever stream, by which its next step is told. */
  readonly looks?: object
}

type Part<S extends Shape, Key extends keyof Shape> = Key extends keyof S ? NonNullable<S[Key]> : never
type Sees<S extends Shape> = 'sees' extends keyof S ? NonNullable<S['sees']> : object
type SeenBeside<S extends Shape> = 'beside' extends keyof S ? NonNullable<S['beside']> : object

/** What a family's functions are given: its own slice, those that it sees, and the name of the stream. */
export type View<S extends Shape> = { readonly [Key in S['name']]: S['own'] } & Readonly<Sees<S>> & {
    readonly stream: string
  }

/** What a decision sees besides: the slices of other streams that were read for it. */
export type Wide<S extends Shape> = View<S> & Readonly<SeenBeside<S>>

type Happens<S extends Shape> = Part<S, 'event'> | Part<S, 'makes'>

/** What a decision of a family comes to. */
export type Decided<S extends Shape> = Decision<Happens<S>, Part<S, 'refusal'> | Part<S, 'borrows'>>

/** What a family decides of each of its commands. */
export type Decide<S extends Shape> = {
  readonly [C in Part<S, 'command'> as C['type']]: (state: Wide<S>, command: C, around: Around) => Decided<S>
}

/** What each event that concerns a family leaves of its slice. `before` is the state that the event met. */
export type Evolve<S extends Shape> = {
  readonly [E in Part<S, 'event'> | Part<S, 'hears'> as E['type']]: (
    own: S['own'],
    event: E,
    before: View<S>,
  ) => S['own']
}

export type Wishes<S extends Shape> = {
  readonly [P in Part<S, 'purpose'> as P['kind']]: (state: View<S>) => readonly Wish<P>[]
}

/** What follows when a wish of a purpose is settled: `nothing` where the settling itself is all. */
export type Settled<S extends Shape> = {
  readonly [P in Part<S, 'purpose'> as P['kind']]: (
    state: View<S>,
    purpose: P,
    outcome: Success,
    when: Occurrence,
  ) => readonly Happens<S>[]
}

export type Errands<S extends Shape> = {
  readonly [E in Part<S, 'errand'> as E['kind']]: (state: View<S>) => readonly E[]
}

/** What one stream tells another, in the same transaction. */
export interface Told {
  readonly stream: string
  readonly command: Named
}

/** A command of a sibling's, checked against its type. */
export const tell = <Command extends Named>(stream: string, command: Command): Told => ({ stream, command })

/** How each thing that a family sees beside its stream is read for a command; null where that command needs none of it. */
export type Asks<S extends Shape> = {
  readonly [Key in keyof SeenBeside<S>]-?: (
    stream: string,
    command: Part<S, 'command'> | Tick,
  ) => Beside | null
}

/** What an event of a family means to other streams. `state` is that after the event. */
export type Tells<S extends Shape> = {
  readonly [E in Part<S, 'event'> as E['type']]?: (state: Wide<S>, event: E) => readonly Told[]
}

/** What a subnet waits for next, if it is a matter of this family. */
export type Next<S extends Shape> = (state: View<S> & Readonly<Looks<S>>) => Part<S, 'step'> | null

type Looks<S extends Shape> = 'looks' extends keyof S ? NonNullable<S['looks']> : object

/**
 * Whether each event follows from what people do in the subnet's own repository, and not in the market's. The issue, comment or pull request
 * that the event names is there. `false` is for a family none of whose events does.
 */
type InHome<S extends Shape> = false | { readonly [E in Part<S, 'event'> as E['type']]: boolean }

/** One rule family of a stream. A command, event, purpose or errand without its function is a type error, as is a function too many. */
export type Family<S extends Shape> = {
  readonly name: S['name']
  readonly initial: S['own']
  /** What follows by itself, the first that applies; each event removes its own cause. */
  readonly follows?: (state: Wide<S>, moment: Moment) => Happens<S> | null
  /** When the clock has to call for what follows. */
  readonly due?: (state: View<S>) => readonly Due[]
  readonly tells?: Tells<S>
  /** For the compiler alone: never set. */
  readonly shape?: S
} & Asked<'decide', Decide<S>> &
  Asked<'evolve', Evolve<S>> &
  Asked<'wishes', Wishes<S>> &
  Asked<'settled', Settled<S>> &
  Asked<'errands', Errands<S>> &
  Asked<'asks', Asks<S>> &
  ('step' extends keyof S ? { readonly next: Next<S> } : { readonly next?: undefined }) &
  ('event' extends keyof S ? { readonly inHome: InHome<S> } : { readonly inHome?: undefined })

/** A map that has a function to hold is asked for; an empty one may be left out. */
type Asked<Key extends string, Functions> = keyof Functions extends never
  ? { readonly [K in Key]?: Functions }
  : { readonly [K in Key]: Functions }

/** A settled wish that leads to no event of its own. */
export const nothing = (): readonly never[] => []

/** Due at these times, milliseconds UTC; never where one is null. */
export const dueAt = (...times: readonly (number | null)[]): readonly Due[] =>
  times.map((at) => ({ at, block: null }))

/**
 * Whether a time is over up to which people could say something that counts: the clock has called after it, and what they said until then
 * was heard. What nobody can say anything to `isReached`.
 */
export const isOver = ({ tick }: Moment, at: number | null): boolean =>
  tick !== null && at !== null && tick.heardUpTo >= at

/** Whether the clock has called at or after a time. */
export const isReached = ({ tick }: Moment, at: number | null): boolean =>
  tick !== null && at !== null && tick.at >= at
