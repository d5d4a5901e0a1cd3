/** What a script is told. `docs/cli.md` lists them. */
export const EXIT = {
  done: 0,
  /** It could not be done: what went wrong is on standard error. */
  failed: 1,
  /** It was done, and the answer is no: a difference, a fault, a problem in a file. */
  found: 2,
  /** Nobody said yes: nothing was signed. */
  declined: 3,
  /** The command line itself is wrong, as sysexits.h numbers it. */
  usage: 64,
} as const

/** The command line says what no command takes. The message is one line, for whoever typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Whoever was asked did not say yes, or nobody could be asked. */
export class Declined extends Error {
  override readonly name = 'Declined'
}
