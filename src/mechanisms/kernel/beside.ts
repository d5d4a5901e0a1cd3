/** What stands beside a stream: the name of another stream whose slice it is, or rows. */
export type Beside = string | RowsAsked

/** By the names under which a decision sees them. */
export type Besides = Readonly<Record<string, Beside>>

/**
 * Rows beside a stream, for what may grow without end and is no part of its state. They follow from the events before the command, so
 * that anyone can repeat the decision.
 */
export type RowsAsked =
  /** One who may vote, null where the account may not. Without a number it is about the open challenge. */
  | { readonly rows: 'voter'; readonly of: Voted; readonly number?: number; readonly user: number }
  /** The incident of an issue, null where it is none. */
  | { readonly rows: 'incident'; readonly issue: number }
  /** When a person opened incidents: milliseconds, UTC. */
  | { readonly rows: 'opened-by'; readonly user: number }
  /** The ballots that are over by a time, milliseconds UTC, and not closed: in the order in which they were opened. */
  | { readonly rows: 'over'; readonly at: number }
  /** What a validator gave to this proposal last, null where it gave nothing. */
  | { readonly rows: 'score'; readonly user: number }

/** What is voted on. */
export type Voted = 'challenge' | 'incident'
