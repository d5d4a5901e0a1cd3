import { expect, test } from 'vitest'
import { initialSubnet } from '../../test/support/commands.ts'
import { changedSubjects } from '../ledger/subjects.ts'
import type { Config } from '../mechanisms/config.ts'
import type { ProbationSlice } from '../mechanisms/probation/slice.ts'
import { leaderboard } from '../mechanisms/scoring/leaderboard.ts'
import type { SubnetCommand, SubnetState } from '../mechanisms/subnet/state.ts'
import { subnet } from '../mechanisms/subnet/subnet.ts'
import { lives } from './kit/testing/lives.ts'
import { facts } from './kit/testing/situations.ts'
import { renderIncident } from './probation/incident.ts'
import { ownPart, renderProposalCheck } from './proposal/check.ts'

const checksOf = (state: SubnetState): string =>
  JSON.stringify(
    Object.values(state.proposals).map(({ pull }) => [
      renderProposalCheck(state, pull, leaderboard(state)),
      ownPart(state, pull),
    ]),
  )

const incidentsOf = (state: SubnetState): ReadonlyMap<number, string> =>
  new Map(
    (state.probation?.incidents ?? []).map(({ issue }) => [
      issue,
      JSON.stringify(renderIncident(state, issue, facts)),
    ]),
  )

/** The states before and after each command that something came of. */
function* stepsOf(commands: readonly SubnetCommand[], config: Config): Generator<[SubnetState, SubnetState]> {
  let state = initialSubnet
  for (const command of commands) {
    const { events = [] } = subnet.decide(state, command, config)
    const after = events.reduce(subnet.evolve, state)
    if (events.length > 0) yield [state, after]
    state = after
  }
}

const keysOf = (before: SubnetState, after: SubnetState): string[] =>
  changedSubjects(before, after).map((subject) =>
    subject.queue === 'incident' ? `incident ${subject.issue}` : subject.queue,
  )

test.each(lives)('%s: what shows something else is shown anew', (_, commands, config) => {
  for (const [before, after] of stepsOf(commands, config)) {
    const subjects = keysOf(before, after)
    expect(subjects).toContain('thread')
    if (checksOf(before) !== checksOf(after)) expect(subjects).toContain('checks')
    const shown = incidentsOf(before)
    for (const [issue, text] of incidentsOf(after)) {
      if (shown.get(issue) !== text) expect(subjects).toContain(`incident ${issue}`)
    }
  }
})

test('a day of the probation that goes well shows no check run and no incident anew', () => {
  const seen = lives.flatMap(([, commands, config]) => [...stepsOf(commands, config)])
  const ofDays = seen.filter(
    ([before, after]) =>
      before.probation && after.probation?.verdict === null && isLonger(after.probation, before.probation),
  )
  expect(ofDays.length).toBeGreaterThan(5)
  for (const [before, after] of ofDays) expect(keysOf(before, after)).toEqual(['thread'])
})

const isLonger = (after: ProbationSlice, before: ProbationSlice): boolean =>
  after.days.length > before.days.length
