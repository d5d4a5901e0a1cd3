import type { Queries } from '../ledger/database.ts'
import type { Idea } from '../ledger/read.ts'

/** A piece of a line. */
type Token =
  | { readonly kind: 'text' | 'strong' | 'em' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

/** What a page says of a subnet in the words of its thread. */
export interface PageWords {
  /** What is to do first, then where it stands. */
  readonly lines: readonly { readonly name: string; readonly words: readonly Token[] }[]
  /** What payments and calls wait for, one each. */
  readonly held: readonly (readonly Token[])[]
}

/** As the explorer is handed it. */
export interface Say {
  /** With all that holds it up. */
  readonly whole: (queries: Queries, state: Idea['state']) => Promise<PageWords>
  /** Of each, in as many queries however many there are. */
  readonly many: (queries: Queries, states: readonly Idea['state'][]) => Promise<readonly PageWords[]>
}

/** A place that knows no threads says nothing. */
export const SILENT: Say = {
  whole: async () => ({ lines: [], held: [] }),
  many: async (_, states) => states.map(() => ({ lines: [], held: [] })),
}
