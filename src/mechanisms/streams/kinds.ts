import { account } from '../account/account.ts'
import type { Errand } from '../kernel/family.ts'
import type { Rules } from '../kernel/rules.ts'
import { proposal } from '../subnet/proposal.ts'
import { race } from '../subnet/race.ts'
import { subnet } from '../subnet/subnet.ts'

/** Every kind of stream, by the word before the first colon of its streams' names, and its rules. */
const all = { account, subnet, race, proposal }

export type Kind = keyof typeof all

type ShapeOf<R> =
  R extends Rules<infer State, infer Command, infer Event, infer Asked extends Errand>
    ? { readonly state: State; readonly command: Command; readonly event: Event; readonly errand: Asked }
    : never
type Shapes = { readonly [K in Kind]: ShapeOf<(typeof all)[K]> }

export type StateOf<K extends Kind> = Shapes[K]['state']
export type CommandOf<K extends Kind> = Shapes[K]['command']
export type EventOf<K extends Kind> = Shapes[K]['event']
export type ErrandOf<K extends Kind> = Shapes[K]['errand']

/** A command of whatever kind of stream. */
export type AnyCommand = CommandOf<Kind>

type RulesOf<K extends Kind> = Rules<StateOf<K>, CommandOf<K>, EventOf<K>, ErrandOf<K>>

export const kinds: { readonly [K in Kind]: RulesOf<K> } = all

/** Throws where no rules are known for the stream. */
export function kindOf(stream: string): Kind {
  const [word = ''] = stream.split(':', 1)
  if (!Object.hasOwn(kinds, word)) throw new Error(`${stream} is a stream of no known kind`)
  return word as Kind
}

export const rulesOf = <K extends Kind>(kind: K): RulesOf<K> => kinds[kind]

/** The rules of whatever kind of stream, where the kind does not matter: what is handed over is what came from them. */
export type AnyRules = Rules<AnyState, { readonly type: string }, { readonly type: string }>
export type AnyState = { readonly stream: string } & Readonly<Record<string, unknown>>

export const rulesFor = (stream: string): AnyRules => kinds[kindOf(stream)] as unknown as AnyRules
