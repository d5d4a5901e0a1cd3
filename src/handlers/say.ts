import { toMarkdown } from '../github/escape.ts'
import { SHOWN } from '../github/facts.ts'
import type { Places } from '../github/places.ts'
import { renderPart } from '../github/template.ts'
import { type Token, tokensOf } from '../github/tokens.ts'
import type { Queries } from '../ledger/database.ts'
import { readLinked } from '../ledger/links.ts'
import type { SubnetState } from '../mechanisms/subnet/state.ts'
import { heldItem, heldUp } from './payments/waiting.ts'
import { summarize } from './summary.ts'
import { isOpened } from './thread.ts'
import { peopleOf, readThreadFacts } from './thread-facts.ts'

/** What pages say of a subnet in the words of its thread. */
export interface Said {
  /** The lines of its summary: what is to do first. */
  readonly lines: readonly { readonly name: string; readonly words: readonly Token[] }[]
  /** What stands in the way of payments and calls, one each. */
  readonly held: readonly (readonly Token[])[]
}

const NOTHING: Said = { lines: [], held: [] }

/** Of one subnet all that its thread says first, with what holds it up. */
const whole =
  (places: Places) =>
  async (queries: Queries, state: SubnetState): Promise<Said> => {
    if (!isOpened(state)) return NOTHING
    const facts = await readThreadFacts(queries, places, state)
    const held = heldUp(state, facts).slice(0, SHOWN.items)
    return {
      lines: linesOf(toMarkdown(summarize(state, facts, held.length > 0))),
      held: held.map((item) => tokensOf(toMarkdown(renderPart('payments/held', heldItem(state, item))))),
    }
  }

/** Of many subnets their summaries, with one query. */
const many =
  ({ github }: Pick<Places, 'github'>) =>
  async (queries: Queries, states: readonly SubnetState[]): Promise<readonly Said[]> => {
    const linked = await readLinked(queries, [...new Set(states.flatMap(peopleOf))])
    const coldkeys = Object.fromEntries(linked.map(({ user, coldkey }) => [user, coldkey]))
    return states.map((state) =>
      isOpened(state)
        ? { lines: linesOf(toMarkdown(summarize(state, { coldkeys, github, missing: {} }, false))), held: [] }
        : NOTHING,
    )
  }

/** As the explorer is handed it. */
export const sayFrom = (places: Places) => ({ whole: whole(places), many: many(places) })

const linesOf = (summary: string): Said['lines'] =>
  summary.split('\n').flatMap((line) => {
    const [, name, text] = /^- \*\*([^*]+):\*\* (.+)$/.exec(line) ?? []
    return name === undefined || text === undefined ? [] : [{ name, words: tokensOf(text) }]
  })
