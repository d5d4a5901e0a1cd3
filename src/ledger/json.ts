/**
 * JSON for what the ledger keeps. The same value has the same bytes and the same hash on every machine and on both databases.
 * - A bigint is written as `{"$n":"123"}`.
 * - Keys are written in their sorted order.
 * - A key that begins with `$` gets another in front. So nothing from outside passes for a bigint.
 *
 * Throws on a number that JSON does not have.
 */
export function encode(value: unknown): string {
  return JSON.stringify(sortedCopy(value))
}

export function decode<Value>(text: string): Value {
  return JSON.parse(text, (_key, value: unknown) => revive(value)) as Value
}

function sortedCopy(value: unknown): unknown {
  if (typeof value === 'bigint') return { $n: value.toString() }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} cannot be kept`)
  if (Array.isArray(value)) return value.map(sortedCopy)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [escaped(key), sortedCopy(inner)]))
}

const escaped = (key: string): string => (key.startsWith('$') ? `$${key}` : key)

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  if (Object.hasOwn(value, '$n')) return BigInt((value as { $n: string }).$n)
  // Looked at one by one: this runs for every object of every event that is read.
  for (const key in value) if (key.startsWith('$')) return unescaped(value)
  return value
}

const unescaped = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.startsWith('$') ? key.slice(1) : key, inner]),
  )
