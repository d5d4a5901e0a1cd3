import { expect, test } from 'vitest'
import { stream } from '../../test/support/commands.ts'
import { hand, openHouse } from '../../test/support/house.ts'
import type { StreamChange } from '../ledger/changes.ts'
import { changedSubjects, type Subject } from '../ledger/subjects.ts'
import type { Config } from '../mechanisms/config.ts'
import type { ProbationSlice } from '../mechanisms/probation/slice.ts'
import { leaderboard } from '../mechanisms/scoring/leaderboard.ts'
import { kindOf } from '../mechanisms/streams/kinds.ts'
import { isRefund } from '../mechanisms/streams/names.ts'
import { intents } from '../mechanisms/subnet/intents.ts'
import type { SubnetCommand, SubnetState } from '../mechanisms/subnet/state.ts'
import { knownOf, lives, longestLives } from './kit/testing/lives.ts'
import { facts } from './kit/testing/situations.ts'
import { renderIncident } from './probation/incident.ts'
import { ownPart, renderProposalCheck } from './proposal/check.ts'
import { renderTask } from './task/thread.ts'
import { changesThread, renderThread } from './thread.ts'

const checksOf = (state: SubnetState): string =>
  JSON.stringify(
    Object.values(state.proposals).map(({ pull }) => [
      renderProposalCheck(state, pull, leaderboard(state)),
      ownPart(state, pull),
    ]),
  )

/** Of incidents and tasks. */
const incidentsOf = (state: SubnetState): ReadonlyMap<number, string> =>
  new Map([
    ...state.incidents.map(
      ({ number: issue }) => [issue, JSON.stringify(renderIncident(state, issue, facts))] as const,
    ),
    ...state.tasks.open.map(({ issue }) => [issue, renderTask(state, issue)?.body ?? ''] as const),
  ])

const openCall = { callHash: '0xee', callHex: '0x1f', threshold: 2, signatories: [], others: 0 }

/** Everybody linked, nobody linked, every payment held, every payment in guardians' hands: what a thread knows beside its state. */
const threadOf = (state: SubnetState): string => {
  const owed = intents(state).map(({ key }) => key)
  const holds = Object.fromEntries(owed.map((key) => [key, 'Held.']))
  const approvals = owed.length > 0 ? [{ ...openCall, intents: owed }] : []
  return JSON.stringify([
    renderThread(state, facts),
    renderThread(state, { ...facts, coldkeys: {} }),
    renderThread(state, { ...facts, holds }),
    renderThread(state, { ...facts, approvals }),
  ])
}

interface Step {
  /** That of its command in the life. */
  readonly place: number
  readonly before: SubnetState
  readonly after: SubnetState
  readonly events: readonly string[]
  /** What the ledger has shown anew. */
  readonly subjects: readonly string[]
}

/** Each command that something came of. */
function* stepsOf(commands: readonly SubnetCommand[], config: Config): Generator<Step> {
  const [deciding, folding] = [openHouse(), openHouse()]
  for (const [place, command] of commands.entries()) {
    const before = folding.state(stream())
    const changes = hand(deciding, stream(), command, config).map(({ stream: name, event }): StreamChange => {
      const was = folding.stream(name)
      folding.record(name, event)
      return {
        kind: kindOf(name),
        stream: name,
        sequence: 1,
        event,
        before: was,
        after: folding.stream(name),
      } as never
    })
    const byStream = Object.values(Object.groupBy(changes, (change) => change.stream))
    // The threads that a refund touches are found by the rows of its payer, in `src/ledger/enqueue.ts`.
    const byRows = changes.some((change) => isRefund(change.stream)) ? ['thread'] : []
    const subjects = byStream.flatMap((some) => changedSubjects(some ?? [], changesThread).map(nameOf))
    subjects.push(...byRows)
    const events = changes.map(({ event }) => event.type)
    if (changes.length > 0)
      yield { place, before, after: folding.state(stream()), events, subjects: [...new Set(subjects)] }
  }
}

const nameOf = (subject: Subject): string =>
  subject.queue === 'incident' ? `incident ${subject.issue}` : subject.queue

test.each(longestLives.map((life) => ({ name: life[0], life })))(
  '$name: what shows something else is shown anew',
  ({ life }) => {
    const [, commands, config] = life
    const known = knownOf(life)
    for (const { place, before, after, subjects } of stepsOf(commands, config)) {
      if (place < known) continue
      if (threadOf(before) !== threadOf(after)) expect(subjects).toContain('thread')
      if (checksOf(before) !== checksOf(after)) expect(subjects.join()).toContain('check')
      const shown = incidentsOf(before)
      for (const [issue, text] of incidentsOf(after)) {
        if (shown.get(issue) !== text) expect(subjects).toContain(`incident ${issue}`)
      }
    }
  },
)

test('a day of the probation that goes well shows no check run and no incident anew', () => {
  const seen = lives.flatMap(([, commands, config]) => [...stepsOf(commands, config)])
  const ofDays = seen.filter(
    ({ before, after }) =>
      before.probation && after.probation?.verdict === null && isLonger(after.probation, before.probation),
  )
  expect(ofDays.length).toBeGreaterThan(5)
  for (const { subjects } of ofDays) expect(subjects).toEqual(['thread'])
})

const isLonger = (after: ProbationSlice, before: ProbationSlice): boolean => after.recorded > before.recorded

test('what is only asked for, a vote on an incident, and a purchase, show no thread anew', () => {
  const seen = lives.flatMap(([, commands, config]) => [...stepsOf(commands, config)])
  const quiet = seen.filter(({ subjects }) => !subjects.includes('thread'))
  expect(new Set(quiet.flatMap(({ events }) => events))).toEqual(
    new Set(['LinkCheckDue', 'HealthDue', 'IncidentVoted', 'ShareBought']),
  )
  expect(quiet.length).toBeGreaterThan(10)
})
