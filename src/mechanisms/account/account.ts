import type { Config } from '../config.ts'
import { accept, type Decision, type Mechanism, type Occurrence, type Person, refuse } from '../decider.ts'
import type { Repository } from '../idea/slice.ts'

/** Rule I1: a GitHub account is tied to one SS58 coldkey. One stream an account: `account:<user id>`. */
export interface AccountState {
  /** The coldkey that it holds: null too where another account has proven control of it since. */
  readonly coldkey: string | null
}

/** The signature was verified by whoever sends this. */
export interface LinkColdkey extends Occurrence {
  readonly type: 'LinkColdkey'
  readonly person: Person
  readonly coldkey: string
  /** Where it was written: the source names the comment alone. */
  readonly repository: Repository
}

export interface ColdkeyLinked extends Occurrence {
  readonly type: 'ColdkeyLinked'
  readonly person: Person
  readonly coldkey: string
  readonly repository: Repository
}

export const accountStream = (user: number): string => `account:${user}`

function decide(state: AccountState, command: LinkColdkey): Decision<ColdkeyLinked> {
  const { person, coldkey, repository, at, source } = command
  if (state.coldkey === coldkey) return refuse('already-linked', { coldkey })
  return accept({ type: 'ColdkeyLinked', person, coldkey, repository, at, source })
}

export const account: Mechanism<AccountState, LinkColdkey, ColdkeyLinked, Config> = {
  family: 'account',
  version: 1,
  initial: { coldkey: null },
  decide,
  evolve: (_state, event) => ({ coldkey: event.coldkey }),
}
