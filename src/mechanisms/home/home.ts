import { errandBlocked, failuresOf, isFree } from '../errand/obstacles.ts'
import { accept, refuse } from '../kernel/decision.ts'
import { type Decided, type Family, type Told, tell, type View } from '../kernel/family.ts'
import type { OpenRace } from '../mining/commands.ts'
import { raceOf } from '../streams/names.ts'
import type { HomeErrand, HomeMade, HomeShape, ReportHome } from './slice.ts'

type State = View<HomeShape>

/** Rule A1: the subnet's own repository. */
export const home: Family<HomeShape> = {
  name: 'home',
  initial: null,
  inHome: false,
  decide: { ReportHome: reportHome },
  evolve: { HomeMade: (_, { repository, installation }) => ({ repository, installation }) },
  errands: { home: homeErrands },
  tells: { HomeMade: openRace },
  next: ({ phase, home: made }) => (phase === 'minable' && !made ? 'make-home' : null),
}

/** The first repository that is reported is the subnet's home for good. */
function reportHome(state: State, command: ReportHome): Decided<HomeShape> {
  if (!state.idea) return refuse('no-idea')
  if (state.home || state.phase !== 'minable') return accept()
  const { result, at, source } = command
  if (!result.ok) return accept(errandBlocked(state, 'home', result.obstacle, command, result.said))
  const { repository, installation } = result
  return accept({ type: 'HomeMade', repository, installation, at, source })
}

/** The raise is in the treasury before anything is built on it. */
function homeErrands(state: State): HomeErrand[] {
  const isWanted = state.phase === 'minable' && !state.home && isFree(state, 'home')
  return isWanted ? [{ kind: 'home', key: `home:${state.stream}:${failuresOf(state, 'home')}` }] : []
}

/** Where there is a home, its architecture is mined. */
function openRace({ idea, stream }: State, { at }: HomeMade): Told[] {
  if (!idea?.pots) return []
  const source = { kind: 'stream', stream } as const
  return [tell<OpenRace>(raceOf(stream), { type: 'OpenRace', pots: idea.pots, at, source })]
}
