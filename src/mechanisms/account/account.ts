import type { Repository } from '../idea/slice.ts'
import { accept, refuse } from '../kernel/decision.ts'
import type { Decided, Family, View } from '../kernel/family.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import { rulesOf } from '../kernel/rules.ts'

/** Rule I1: a GitHub account is tied to one SS58 coldkey. */
export interface AccountSlice {
  /** The coldkey that it proved control of last, by GitHub's time. */
  readonly coldkey: string | null
  /** When that was written, and in which comment; the comment is null where the source was none. */
  readonly said: { readonly at: number; readonly comment: number | null } | null
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
  readonly refusal: 'already-linked' | 'linked-since' | 'unlinked'
}

export const accountStream = (user: number): string => `account:${user}`

function link({ account }: View<AccountShape>, command: LinkColdkey): Decided<AccountShape> {
  const { person, coldkey, repository, isHeld = true, at, source } = command
  if (account.coldkey === coldkey && isHeld) return refuse('already-linked', { coldkey })
  if (account.said && isOlder(command, account.said))
    return refuse('linked-since', { coldkey: account.coldkey ?? '' })
  return accept({ type: 'ColdkeyLinked', person, coldkey, repository, at, source })
}

const commentOf = ({ source }: Occurrence): number | null =>
  source.kind === 'comment' ? source.comment : null

/** Rule G0: what was said before what stands replaces nothing, however late it is heard. Of one second the later comment has the higher id. */
function isOlder(command: Occurrence, said: NonNullable<AccountSlice['said']>): boolean {
  if (command.at !== said.at) return command.at < said.at
  const comment = commentOf(command)
  return comment !== null && said.comment !== null && comment < said.comment
}

const family: Family<AccountShape> = {
  name: 'account',
  initial: { coldkey: null, said: null },
  decide: { LinkColdkey: link },
  evolve: {
    ColdkeyLinked: (_, event) => ({
      coldkey: event.coldkey,
      said: { at: event.at, comment: commentOf(event) },
    }),
  },
}

const accountFamilies = { account: family }
export type AccountFamilies = typeof accountFamilies

/** One stream an account: `account:<user id>`. */
export const account = rulesOf({ kind: 'account', version: 3 }, accountFamilies)
