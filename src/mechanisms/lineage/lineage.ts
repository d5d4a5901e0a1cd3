import { accept } from '../kernel/decision.ts'
import type { Family } from '../kernel/family.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import { rulesOf } from '../kernel/rules.ts'

/** What the chain made of one coldkey. */
interface LineageSlice {
  /** SS58 of the account that has inherited all that it had; null where none has. */
  readonly successor: string | null
}

/** A coldkey swap was carried out. */
interface SeeSwap extends Occurrence {
  readonly type: 'SeeSwap'
  readonly from: string
  readonly to: string
}

export interface ColdkeySwapped extends Occurrence {
  readonly type: 'ColdkeySwapped'
  readonly from: string
  readonly to: string
}

interface LineageShape {
  readonly name: 'lineage'
  readonly own: LineageSlice
  readonly command: SeeSwap
  readonly event: ColdkeySwapped
}

/** D1: who inherits a coldkey on the chain inherits its link, and what is owed to it. */
const family: Family<LineageShape> = {
  name: 'lineage',
  initial: { successor: null },
  inHome: false,
  decide: {
    SeeSwap: (_, { from, to, at, source }) => accept({ type: 'ColdkeySwapped', from, to, at, source }),
  },
  evolve: { ColdkeySwapped: (_, { to }) => ({ successor: to }) },
}

const families = { lineage: family }
export type LineageFamilies = typeof families

/** One stream a swapped coldkey: `coldkey:<SS58>`. */
export const coldkey = rulesOf({ kind: 'coldkey', version: 1 }, families)
