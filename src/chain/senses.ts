import type { Writing } from '../ledger/ledger.ts'
import type { Occurrence } from '../mechanisms/kernel/occurrence.ts'
import type { Sensed } from './watcher/facts.ts'

/** One of those who hear of a kind of fact: it tells the rules of its family. */
export interface Sense<Kind extends Sensed['kind']> {
  readonly kind: Kind
  /** Inside the block's transaction. Answers false where the fact is not its own: then the next one hears of it. */
  record(writing: Writing, fact: Sensed & { readonly kind: Kind }, when: Occurrence): Promise<boolean>
}

/** Who hears of each kind of fact, in this order, until one takes it. A kind that nobody hears of does not compile. */
export type Senses = { readonly [Kind in Sensed['kind']]: readonly [Sense<Kind>, ...Sense<Kind>[]] }

/** A fact that nobody takes for his own means nothing to the rules. */
export async function sense<Kind extends Sensed['kind']>(
  senses: Senses,
  writing: Writing,
  fact: Sensed & { readonly kind: Kind },
  when: Occurrence,
): Promise<void> {
  const hearing: readonly Sense<Kind>[] = senses[fact.kind as Kind]
  for (const one of hearing) {
    if (await one.record(writing, fact, when)) return
  }
}
