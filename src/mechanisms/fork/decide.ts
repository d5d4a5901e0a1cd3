import { errandBlocked } from '../errand/obstacles.ts'
import { accept, refuse } from '../kernel/decision.ts'
import type { Around, Decided, View } from '../kernel/family.ts'
import { type Rao, rao } from '../money.ts'
import type { Phase } from '../phase/slice.ts'
import { isSameName } from './naming.ts'
import type { AskedFork, AskFork, ForkShape, ForkSlice, NameParent, ReportFork } from './slice.ts'

type State = View<ForkShape>

const DAY = 86_400_000

/** Forks of one subnet on one day: each is an issue that the App opens. */
const MOST_A_DAY = 30

/** A fork goes on with its parent's link. So it waits until the parent has that for sure, and what was slashed or closed cannot be forked. */
const FORKABLE: Readonly<Record<Phase, boolean>> = {
  none: false,
  'awaiting-deposit': false,
  checking: false,
  funding: true,
  minable: true,
  launching: true,
  preparing: true,
  probation: true,
  live: true,
  failed: true,
  unfunded: true,
  slashed: false,
  closed: false,
  dissolved: true,
  returned: true,
}

/** F1: anyone forks, whatever the owner of the subnet thinks of it. */
export function askFork(state: State, command: AskFork, { config }: Around): Decided<ForkShape> {
  const { idea, phase, fork } = state
  if (!idea) return refuse('no-idea')
  if (!FORKABLE[phase] || idea.closedWhy !== null) return refuse('not-forkable', { phase })
  const { name, person, at, source } = command
  const recent = recentAt(fork, at)
  const alike = [idea.terms.title, ...recent.map((asked) => asked.name)].find((known) =>
    isSameName(known, name),
  )
  if (alike !== undefined) return refuse('fork-named-alike', { name: alike })
  const own = recent.find((asked) => asked.person.id === person.id)
  if (own) return refuse('fork-waits', { name: own.name, issue: own.issue ?? 0, from: own.at + DAY })
  if (recent.length >= MOST_A_DAY) return refuse('too-many-forks', { most: MOST_A_DAY })
  const { minimumTarget, maximumTarget } = config.funding
  const target = within(idea.terms.target, minimumTarget, maximumTarget)
  return accept({ type: 'ForkAsked', number: fork.asked + 1, name, target, person, at, source })
}

/** The first issue that is reported is the fork's for good. */
export function reportFork(state: State, command: ReportFork): Decided<ForkShape> {
  const { number, result, at, source } = command
  const asked = state.fork.last.find((one) => one.number === number)
  if (!asked || asked.issue !== null) return accept()
  if (!result.ok) return accept(errandBlocked(state, 'fork', result.obstacle, command, result.said))
  const { issue, terms, origin } = result
  return accept({ type: 'ForkOpened', number, issue, person: asked.person, terms, origin, at, source })
}

/** A fork has one parent, for good. */
export function nameParent({ idea, fork }: State, { parent, at, source }: NameParent): Decided<ForkShape> {
  return !idea || fork.parent ? accept() : accept({ type: 'ParentNamed', parent, at, source })
}

/** What still counts at a time, milliseconds UTC: what waits for its issue, however long, and what was asked for within a day. */
const recentAt = ({ last }: ForkSlice, at: number): readonly AskedFork[] =>
  last.filter((asked) => asked.issue === null || at < asked.at + DAY)

const within = (amount: Rao, least: Rao, most: Rao): Rao =>
  rao(amount < least ? least : amount > most ? most : amount)
