import type { AnyRules, Kind } from '../../mechanisms/streams/kinds.ts'
import type { StreamChange } from '../changes.ts'
import type { Queries } from '../database.ts'

/**
 * Rows that follow from the events alone. Writing and rebuilding walk the same changes through `apply`, in the order of
 * the ledger, so that both end with the same rows.
 */
interface Rows<K extends Kind> {
  readonly name: string
  /** Raised whenever `apply` would make other rows of old events: the next start rebuilds them. */
  readonly version: number
  /** The tables that only `apply` writes. A rebuild empties them first. */
  readonly tables: readonly string[]
  /** Those whose rows `apply` reads: it is rebuilt together with them. */
  readonly reads?: readonly { readonly name: string }[]
  /** The kinds of stream that it hears. */
  readonly kinds: readonly K[] | 'all'
  /** Which of their changes it hears; all of them without it. */
  hears?(change: StreamChange<K>): boolean
}

/** Rows that are written a change at a time. */
export interface Projection<K extends Kind = Kind> extends Rows<K> {
  /** Each change of a stream overwrites what the one before wrote: of several in one walk the last is applied alone. */
  readonly overwrites: boolean
  /** `rules` are those of the change's kind of stream. */
  apply(queries: Queries, change: StreamChange<K>, rules: AnyRules): Promise<void>
}

/** Rows into which many changes go at once, in their order: nobody reads them meanwhile. */
export interface GatheredProjection<K extends Kind = Kind> extends Rows<K> {
  applyAll(queries: Queries, changes: readonly StreamChange<K>[]): Promise<void>
}

export type AnyProjection = Projection | GatheredProjection
