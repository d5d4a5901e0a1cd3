import { failuresOf, isFree } from '../errand/obstacles.ts'
import type { OpenIdea } from '../idea/slice.ts'
import { type Family, type Told, tell, type View } from '../kernel/family.ts'
import { subnetStream } from '../streams/names.ts'
import { askFork, nameParent, reportFork } from './decide.ts'
import type { AskedFork, ForkErrand, ForkOpened, ForkShape, ForkSlice, NameParent } from './slice.ts'

type State = View<ForkShape>

const NEVER_FORKED: ForkSlice = { parent: null, asked: 0, last: [] }

/** Rule F1: anyone can fork a subnet. The fork is an idea of its own, and goes its own way. */
export const fork: Family<ForkShape> = {
  name: 'fork',
  initial: NEVER_FORKED,
  inHome: false,
  decide: { AskFork: askFork, ReportFork: reportFork, NameParent: nameParent },
  evolve: {
    ForkAsked: (own, { number, name, target, person, at }) => ({
      ...own,
      asked: number,
      last: [...kept(own.last), { number, name, target, person, at, issue: null }],
    }),
    ForkOpened: (own, { number, issue }) => ({
      ...own,
      last: own.last.map((asked) => (asked.number === number ? { ...asked, issue } : asked)),
    }),
    ParentNamed: (own, { parent }) => ({ ...own, parent }),
  },
  errands: { fork: forkErrands },
  tells: { ForkOpened: openChild },
}

/** A subnet can be forked without end: its state knows the last. */
const MOST_KEPT = 50

const kept = (forks: readonly AskedFork[]): readonly AskedFork[] =>
  forks.filter(({ issue }, place) => issue === null || place > forks.length - MOST_KEPT)

function forkErrands(state: State): ForkErrand[] {
  if (!isFree(state, 'fork')) return []
  const { stream, fork: own } = state
  return own.last
    .filter(({ issue }) => issue === null)
    .map(({ number }) => ({
      kind: 'fork',
      key: `fork:${stream}:${number}:${failuresOf(state, 'fork')}`,
      number,
    }))
}

/** The fork's idea is opened by the ordinary rules, in the name of whoever asked for it, and then named after its parent. */
function openChild({ idea, stream }: State, event: ForkOpened): Told[] {
  if (!idea) return []
  const { issue, person, terms, origin, at } = event
  const { repository, installation } = idea
  const child = subnetStream(repository.id, issue)
  const when = { at, source: { kind: 'issue', issue } } as const
  const { title, link } = idea.terms
  return [
    tell<OpenIdea>(child, {
      type: 'OpenIdea',
      repository,
      issue,
      installation,
      discoverer: person,
      terms,
      ...when,
    }),
    tell<NameParent>(child, {
      type: 'NameParent',
      parent: { stream, repository, issue: idea.issue, title, link, origin },
      ...when,
    }),
  ]
}
