import type { Pots } from '../../src/mechanisms/pots.ts'
import { potsOfIssue } from './commands.ts'

/** The same of a subnet whose accounts are these: so a chain can pay what a tale owes. */
export function readdress<Value>(value: Value, pots: Pots): Value {
  const known: Readonly<Record<string, unknown>> = { ...potsOfIssue() }
  const names = Object.fromEntries(Object.entries(pots).map(([name, account]) => [known[name], account]))
  return replaced(value, names) as Value
}

function replaced(value: unknown, names: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === 'string') return names[value] ?? value
  if (Array.isArray(value)) return value.map((one) => replaced(one, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, names)]))
}
