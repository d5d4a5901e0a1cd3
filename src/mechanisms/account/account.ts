import type { Repository } from '../idea/slice.ts'
import { acceptWith, type Refusal } from '../kernel/decision.ts'
import type { Decided, Family, View } from '../kernel/family.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import { rulesOf } from '../kernel/rules.ts'
import { isOlder } from '../kernel/said.ts'

/** Rule I1: a GitHub account is tied to one SS58 coldkey. */
export interface AccountSlice {
  /** The coldkey that it proved control of last, by GitHub's time. */
  readonly coldkey: string | null
  /** When and where that was written. */
  readonly said: Occurrence | null
  /** The last that were heard after what stands, though they were written before it; left out where there were none. */
  readonly earlier?: readonly Occurrence[]
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

/** A link that was written before the one that stands, and heard after it. It holds for what was written between the two (rules I1 and G0). */
export interface EarlierLinked extends Occurrence {
  readonly type: 'EarlierLinked'
  readonly person: Person
  readonly coldkey: string
  readonly repository: Repository
}

export type AccountEvent = ColdkeyLinked | EarlierLinked

interface AccountShape {
  readonly name: 'account'
  readonly own: AccountSlice
  readonly command: LinkColdkey
  readonly event: AccountEvent
  readonly refusal: 'already-linked' | 'linked-since' | 'unlinked'
}

export const accountStream = (user: number): string => `account:${user}`

/** The same coldkey in a later comment is news too: it stands against another that was written between, and is heard after it. */
function link({ account }: View<AccountShape>, command: LinkColdkey): Decided<AccountShape> {
  const { person, coldkey, repository, isHeld = true, at, source } = command
  const { coldkey: known, said } = account
  const isSame = known === coldkey && isHeld
  const already: Refusal<'already-linked'> = { code: 'already-linked', facts: { coldkey } }
  if (said && isOlder(command, said)) {
    const since: Told = isSame ? already : { code: 'linked-since', facts: { coldkey: known ?? '' } }
    if (account.earlier?.some((one) => isAt(one, command))) return { refusal: since }
    return acceptWith(since, { type: 'EarlierLinked', person, coldkey, repository, at, source })
  }
  if (isSame && said && !isOlder(said, command)) return { refusal: already }
  return acceptWith(isSame ? already : null, {
    type: 'ColdkeyLinked',
    person,
    coldkey,
    repository,
    at,
    source,
  })
}

type Told = Refusal<'already-linked' | 'linked-since'>

/** Whether both are one comment. */
const isAt = (one: Occurrence, other: Occurrence): boolean => !isOlder(one, other) && !isOlder(other, one)

/** So many earlier links are known again when they are heard twice. */
const MOST_EARLIER = 16

const family: Family<AccountShape> = {
  name: 'account',
  initial: { coldkey: null, said: null },
  inHome: false,
  decide: { LinkColdkey: link },
  evolve: {
    ColdkeyLinked: (own, { coldkey, at, source }) => ({ ...own, coldkey, said: { at, source } }),
    EarlierLinked: (own, { at, source }) => ({
      ...own,
      earlier: [...(own.earlier ?? []), { at, source }].slice(-MOST_EARLIER),
    }),
  },
}

const accountFamilies = { account: family }
export type AccountFamilies = typeof accountFamilies

/** One stream an account: `account:<user id>`. */
export const account = rulesOf({ kind: 'account', version: 4 }, accountFamilies)
