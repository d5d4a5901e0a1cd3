import type { Config } from '../config.ts'
import { accept, type Decision, type Mechanism, type Occurrence, type Person, refuse } from '../decider.ts'

/** Rule I1: a GitHub account is tied to one SS58 coldkey. One stream an account: `account:<user id>`. */
export interface AccountState {
  readonly coldkey: string | null
}

/** The signature was verified by whoever sends this. */
export interface LinkColdkey extends Occurrence {
  readonly type: 'LinkColdkey'
  readonly person: Person
  readonly coldkey: string
  /** The account that holds this coldkey now: whoever proves control of the key last has it. */
  readonly heldBy: number | null
}

export interface ColdkeyLinked extends Occurrence {
  readonly type: 'ColdkeyLinked'
  readonly person: Person
  readonly coldkey: string
}

export const accountStream = (user: number): string => `account:${user}`

function decide(state: AccountState, command: LinkColdkey): Decision<ColdkeyLinked> {
  const { person, coldkey, heldBy, at, source } = command
  if (state.coldkey === coldkey && heldBy === person.id) return refuse('already-linked', { coldkey })
  return accept({ type: 'ColdkeyLinked', person, coldkey, at, source })
}

export const account: Mechanism<AccountState, LinkColdkey, ColdkeyLinked, Config> = {
  family: 'account',
  version: 1,
  initial: { coldkey: null },
  decide,
  evolve: (_state, event) => ({ coldkey: event.coldkey }),
}
