import { accept, type Decision, type Occurrence, type Person, refuse } from '../decider.ts'
import type { Repository } from '../idea/slice.ts'
import type { Family, View } from '../kernel/family.ts'
import { rulesOf } from '../kernel/rules.ts'

/** Rule I1: a GitHub account is tied to one SS58 coldkey. */
export interface AccountSlice {
  /** The coldkey that it proved control of last. */
  readonly coldkey: string | null
}

/** The signature was verified by whoever sends this. */
export interface LinkColdkey extends Occurrence {
  readonly type: 'LinkColdkey'
  readonly person: Person
  readonly coldkey: string
  /** Where it was written: the source names the comment alone. */
  readonly repository: Repository
  /** Whether the account holds the coldkey now: another may have proven control of it since. */
  readonly isHeld?: boolean
}

export interface ColdkeyLinked extends Occurrence {
  readonly type: 'ColdkeyLinked'
  readonly person: Person
  readonly coldkey: string
  readonly repository: Repository
}

interface AccountShape {
  readonly name: 'account'
  readonly own: AccountSlice
  readonly command: LinkColdkey
  readonly event: ColdkeyLinked
}

export const accountStream = (user: number): string => `account:${user}`

function link({ account }: View<AccountShape>, command: LinkColdkey): Decision<ColdkeyLinked> {
  const { person, coldkey, repository, isHeld = true, at, source } = command
  if (account.coldkey === coldkey && isHeld) return refuse('already-linked', { coldkey })
  return accept({ type: 'ColdkeyLinked', person, coldkey, repository, at, source })
}

const family: Family<AccountShape> = {
  name: 'account',
  initial: { coldkey: null },
  decide: { LinkColdkey: link },
  evolve: { ColdkeyLinked: (_, { coldkey }) => ({ coldkey }) },
}

const families = { account: family }

/** One stream an account: `account:<user id>`. */
export const account = rulesOf({ kind: 'account', version: 2 }, families)
