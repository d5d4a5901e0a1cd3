/**
 * JSON for what the ledger keeps: a bigint is written as `{"$n":"123"}`, keys are written in their sorted order, so that
 * the same value has the same bytes and the same hash on every machine and on both databases.
 */
export function encode(value: unknown): string {
  return JSON.stringify(sortedCopy(value))
}

export function decode<Value>(text: string): Value {
  return JSON.parse(text, (_key, value: unknown) => (isTagged(value) ? BigInt(value.$n) : value)) as Value
}

function sortedCopy(value: unknown): unknown {
  if (typeof value === 'bigint') return { $n: value.toString() }
  if (Array.isArray(value)) return value.map(sortedCopy)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedCopy(inner)]))
}

function isTagged(value: unknown): value is { $n: string } {
  return typeof value === 'object' && value !== null && typeof (value as { $n?: unknown }).$n === 'string'
}
