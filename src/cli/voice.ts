import { complain, oneLine, print, say } from './output.ts'

/** How a command speaks. With `--json` standard output is one JSON value, and lines for people go to standard error. */
export interface Voice {
  /** A line for a person. */
  readonly say: (line: string) => void
  /** What came of it, for a program. */
  readonly tell: (outcome: object) => void
}

export const voiceOf = ({ json }: { readonly json?: boolean }): Voice =>
  json
    ? { say: (line) => complain(oneLine(line)), tell: (outcome) => print(jsonOf(outcome)) }
    : { say, tell: () => {} }

/** Amounts are texts: they are larger than what JSON's numbers hold exactly in other languages. */
export function jsonOf(value: object): string {
  const text = JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? inner.toString() : inner), 2)
  return `${text}\n`
}
