import { account } from '../mechanisms/account/account.ts'
import type { Errand } from '../mechanisms/kernel/family.ts'
import type { Rules } from '../mechanisms/kernel/rules.ts'
import { subnet } from '../mechanisms/subnet/subnet.ts'

/** Every kind of stream, by the word before the first colon of its streams' names, and its rules. */
const all = { account, subnet }

export type Kind = keyof typeof all

type ShapeOf<R> =
  R extends Rules<infer State, infer Command, infer Event, infer _ extends Errand>
    ? { readonly state: State; readonly command: Command; readonly event: Event }
    : never
type Shapes = { readonly [K in Kind]: ShapeOf<(typeof all)[K]> }

export type StateOf<K extends Kind> = Shapes[K]['state']
export type CommandOf<K extends Kind> = Shapes[K]['command']
export type EventOf<K extends Kind> = Shapes[K]['event']

export const kinds: { readonly [K in Kind]: Rules<StateOf<K>, CommandOf<K>, EventOf<K>> } = all

/** Throws where no rules are known for the stream. */
export function kindOf(stream: string): Kind {
  const [word = ''] = stream.split(':', 1)
  if (!Object.hasOwn(kinds, word)) throw new Error(`${stream} is a stream of no known kind`)
  return word as Kind
}

export const rulesOf = <K extends Kind>(kind: K): Rules<StateOf<K>, CommandOf<K>, EventOf<K>> => kinds[kind]
