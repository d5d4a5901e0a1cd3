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
  const value: unknown = JSON.parse(text)
  // Nothing in it is written otherwise than JSON writes it.
  return (text.includes('"$') ? revived(value) : value) as Value
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

/** In place, and not by a function that JSON.parse would call for each value: this runs for every event and state that is read. */
function revived(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    for (let place = 0; place < value.length; place++) value[place] = revived(value[place])
    return value
  }
  if (Object.hasOwn(value, '$n')) return BigInt((value as { $n: string }).$n)
  return revivedFields(value as Record<string, unknown>)
}

function revivedFields(value: Record<string, unknown>): Record<string, unknown> {
  let isEscaped = false
  for (const key in value) {
    if (key.startsWith('$')) isEscaped = true
    // Each is there already as a field of its own, `__proto__` too: nothing inherited is set.
    value[key] = revived(value[key])
  }
  return isEscaped ? unescaped(value) : value
}

const unescaped = (value: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.startsWith('$') ? key.slice(1) : key, inner]),
  )
