import type { Intent } from '../../mechanisms/intent.ts'

/** What an intent is for: the word before the first colon of its key. */
const FAMILIES = [
  'bounty',
  'chain-step',
  'collateral-return',
  'deposit-refund',
  'discoverer-reward',
  'guarantee-return',
  'guarantee-slash',
  'loan-deposit-return',
  'loan-dissolve',
  'loan-finalize',
  'loan-open',
  'loan-refund',
  'network-register',
  'slash-reward',
  'slash-sink',
  'start-call',
] as const

export type IntentFamily = (typeof FAMILIES)[number]

/** The one place that reads a key's prefix. Throws on a key that no rule makes. */
export function intentFamilyOf({ key }: Pick<Intent, 'key'>): IntentFamily {
  const word = key.slice(0, key.indexOf(':'))
  const family = FAMILIES.find((known) => known === word)
  if (!family) throw new Error(`no family makes the intent ${key}`)
  return family
}
