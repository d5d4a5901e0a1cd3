/** What was read, by a digest of its text: the same text is the same value, in whatever ledger of this process. */
export interface Kept<Value> {
  get(digest: string): Value | undefined
  /** `size` is that of the text, in characters. */
  keep(digest: string, value: Value, size: number): void
}

/** Keeps values up to so many characters of text in all, and forgets the oldest. */
export function keepUpTo<Value>(most: number): Kept<Value> {
  const values = new Map<string, { readonly value: Value; readonly size: number }>()
  let held = 0
  return {
    get: (digest) => values.get(digest)?.value,
    keep: (digest, value, size) => {
      if (digest === '' || values.has(digest)) return
      values.set(digest, { value, size })
      held += size
      for (const [oldest, its] of values) {
        if (held <= most) break
        values.delete(oldest)
        held -= its.size
      }
    },
  }
}
