import type { Repository } from '../idea/slice.ts'
import { accept, refuse } from '../kernel/decision.ts'
import type { Decided, Family, View } from '../kernel/family.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
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
  readonly refusal: 'already-linked' | 'unlinked'
}

export const accountStream = (user: number): string => `account:${user}`

function link({ account }: View<AccountShape>, command: LinkColdkey): Decided<AccountShape> {
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

const accountFamilies = { account: family }
export type AccountFamilies = typeof accountFamilies

/** One stream an account: `account:<user id>`. */
export const account = rulesOf({ kind: 'account', version: 2 }, accountFamilies)
