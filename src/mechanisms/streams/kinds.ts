import { account } from '../account/account.ts'
import { dividends } from '../dividends/dividends.ts'
import type { KeyedErrand } from '../kernel/family.ts'
import type { Rules } from '../kernel/rules.ts'
import { coldkey } from '../lineage/lineage.ts'
import { refunds } from '../refund/refunds.ts'
import { sales } from '../sales/sales.ts'
import { proposal } from '../subnet/proposal.ts'
import { race } from '../subnet/race.ts'
import { subnet } from '../subnet/subnet.ts'
import { team } from '../team/team.ts'

/** Every kind of stream, by the word before the first colon of its streams' names, and its rules. */
const all = { account, coldkey, subnet, race, proposal, sales, team, dividends, refund: refunds }

export type Kind = keyof typeof all

type ShapeOf<R> =
  R extends Rules<infer State, infer Command, infer Event, infer Asked extends KeyedErrand>
    ? { readonly state: State; readonly command: Command; readonly event: Event; readonly errand: Asked }
    : never
type Shapes = { readonly [K in Kind]: ShapeOf<(typeof all)[K]> }

export type KindState<K extends Kind> = Shapes[K]['state']
export type KindEvent<K extends Kind> = Shapes[K]['event']

/** A command of whatever kind of stream. */
export type AnyCommand = Shapes[Kind]['command']

type KindRules<K extends Kind> = Rules<KindState<K>, Shapes[K]['command'], KindEvent<K>, Shapes[K]['errand']>

export const kinds: { readonly [K in Kind]: KindRules<K> } = all

/** The rules of whatever kind of stream, where the kind does not matter: what is handed over is what came from them. */
export type AnyRules = Rules<AnyState, { readonly type: string }, { readonly type: string }>
export type AnyState = { readonly stream: string } & Readonly<Record<string, unknown>>

/** Finds a stream's rules. Throws where none are known for it. */
export type RulesFor = (stream: string) => AnyRules

/** Finds them among these kinds of stream, each under its word. */
export function rulesAmong(known: Readonly<Record<string, unknown>>): RulesFor {
  return (stream) => {
    const [word = ''] = stream.split(':', 1)
    if (!Object.hasOwn(known, word)) throw new Error(`${stream} is a stream of no known kind`)
    return known[word] as AnyRules
  }
}

export const rulesFor: RulesFor = rulesAmong(kinds)

/** Throws where no rules are known for the stream. */
export const kindOf = (stream: string): Kind => rulesFor(stream).kind as Kind

const IN_HOME: ReadonlySet<string> = new Set(Object.values(kinds).flatMap(({ inHome }) => inHome))

/** Whether the issue, comment or pull request that an event names is one of the subnet's own repository. Each family says so of its events. */
export const isInHome = ({ type }: { readonly type: string }): boolean => IN_HOME.has(type)
