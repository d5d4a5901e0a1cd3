import type { OpenedState, ThreadFacts } from '../../github/facts.ts'
import { issueAt } from '../../github/places.ts'
import type { Config } from '../../mechanisms/config.ts'
import type { Elector } from '../../mechanisms/dispute/slice.ts'
import type { Repository } from '../../mechanisms/idea/slice.ts'
import type { Person } from '../../mechanisms/kernel/occurrence.ts'

/** What is said in a comment of its own when it is somebody's turn: of edits to the sticky comment GitHub tells nobody. */
export interface Notice {
  /** In `templates/`, without `.md`. */
  readonly template: string
  /** What fills it, besides the people. */
  readonly filling: object
  /** The people that it names, by the names that the template has for them. Each is really mentioned. */
  readonly people: Readonly<Record<string, Person>>
  /** Others whose turn it is too. They are mentioned by the login with which they linked a wallet: nobody is asked for it. */
  readonly others?: Others
  /** And who of a team. */
  readonly seated?: Others
  /** Where none of those are, nothing is said. */
  readonly isForThemAlone?: true
  /** What it asks for can be done until then, milliseconds UTC: afterwards it is not said. */
  readonly until?: number
  readonly on: NoticePlace
  /** On a pull request: who is made its assignee, or is so no longer. */
  readonly assignee?: { readonly person: Person; readonly isOn: boolean }
}

/** An issue or pull request, and the installation that may write there. */
export interface NoticePlace {
  readonly repository: Repository
  readonly installation: number
  readonly issue: number
}

/** What an event has said, as things stand when it is said; null where that is over, or was nobody's turn. */
export type NoticeOf<Event> = (event: Event, state: OpenedState, facts: ThreadFacts) => Notice | null

/** Events that say nothing. */
export const quiet = <Type extends string>(...types: readonly Type[]): Readonly<Record<Type, null>> =>
  Object.fromEntries(types.map((type) => [type, null])) as Record<Type, null>

/** The idea's own issue, in the market's repository. */
export const onIdea = ({ idea: { repository, installation, issue } }: OpenedState): NoticePlace => ({
  repository,
  installation,
  issue,
})

/** An issue or pull request of the subnet's own repository; null before there is one. */
export const inItsHome = ({ home }: OpenedState, issue: number): NoticePlace | null =>
  home && { ...home, issue }

/** The web address of the idea's issue, where the sticky comment is. */
export const threadOf = ({ idea }: OpenedState, { github }: ThreadFacts): string => issueAt(github, idea)

/**
 * Accounts on GitHub, or whoever has linked one of these coldkeys; those come first whom it concerns most. Or all whose scores count, but
 * those that are done: who that is, is found out when it is said.
 */
export type Others = NamedPeople | Scorers

export type NamedPeople = { readonly users: readonly number[] } | { readonly coldkeys: readonly string[] }

export interface Scorers {
  readonly scoring: Config['scoring']
  /** User ids. */
  readonly done: readonly number[]
}

/** So many others a comment mentions at most. */
export const MOST_MENTIONED = 10

/** Those who may vote, the most stake first, without one whose own matter it is. */
export const votersBut = (electorate: readonly Elector[], own: number): Others => ({
  users: electorate
    .filter(({ user }) => user !== own)
    .toSorted((one, other) => Number(other.stake - one.stake) || one.user - other.user)
    .map(({ user }) => user),
})
