/** What every parser gives: the value, or what was wrong and how to mend it, in a sentence for the one who wrote it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string }

export function notParsed(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason }
}
