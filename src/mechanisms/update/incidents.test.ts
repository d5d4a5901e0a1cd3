import { expect, test } from 'vitest'
import { coldkeys, people, stream, tick } from '../../../test/support/commands.ts'
import { hand, openHouse } from '../../../test/support/house.ts'
import { openIncident, reportUpdateHealth, voteIncident } from '../../../test/support/mined-commands.ts'
import { slowConfig, slowly } from '../../../test/support/slow.ts'
import { updateTales } from '../../../test/support/update-tales.ts'
import { errands } from '../subnet/errands.ts'
import type { SubnetCommand } from '../subnet/state.ts'
import type { UpdateBegun } from './slice.ts'

/** Fox guarantees the update whose days are from 3,160 to 3,560; Ben guaranteed the launch. A vote lasts seven days: 700. */
const { ben, eva, fox } = people
const { applying, probation, held, upheld } = updateTales

const incident = (after: number, issue = 40, opener = ben) =>
  openIncident(after, issue, { opener, openerColdkey: coldkeys.ben })
const opened = [...probation, incident(3_200)]
const goodDays = [1, 2, 3, 4].flatMap((day) => [
  tick(3_160 + day * 100, 3_300 + day),
  reportUpdateHealth(3_161 + day * 100, 2, day),
])
const decided = tick(3_900, 4_000)

function told(tale: readonly SubnetCommand[]) {
  const house = openHouse()
  for (const one of slowly(tale)) hand(house, stream(), one, slowConfig)
  const state = house.state(stream())
  return {
    update: state.update.current,
    refused: house.refusals.at(-1)?.code ?? null,
    fate: state.rounds.find(({ number }) => number === 2)?.guarantee?.fate,
    wanted: errands(state).map(({ kind }) => kind),
    state,
  }
}

test('an incident that is upheld breaks an update, however good its days are: it is taken back, and its guarantor slashed', () => {
  const tale = [...opened, voteIncident(3_210, 40, eva, 'uphold'), ...goodDays]
  expect(told(tale).update).toMatchObject({ stage: 'probation', good: 4, openIncidents: 1, verdict: null })
  const { update, fate, wanted, state } = told(upheld)
  expect(update).toMatchObject({ stage: 'reverting', verdict: 'broke', isUpheld: true })
  expect([fate, wanted.includes('revert')]).toEqual(['slashed', true])
  expect([state.phase, state.probation?.broken, state.probation?.verdict]).toEqual(['live', false, 'passed'])
})

test('one that is rejected, or without a quorum, holds the verdict back until then, and no longer', () => {
  for (const votes of [[voteIncident(3_210, 40, eva, 'reject')], []]) {
    const tale = [...opened, ...votes, ...goodDays]
    expect(told(tale).update?.verdict).toBeNull()
    expect(told([...tale, decided])).toMatchObject({ update: { verdict: 'held' }, fate: 'returned' })
  }
})

test('what broke by its days stays broken, and an incident that is decided later changes nothing', () => {
  const bad = [1, 2].flatMap((day) => [
    tick(3_160 + day * 100, 3_300 + day),
    reportUpdateHealth(3_161 + day * 100, 2, day, { miners: 0 }),
  ])
  const tale = [...opened, voteIncident(3_210, 40, eva, 'uphold'), ...bad]
  expect(told(tale).update).toMatchObject({ verdict: 'broke', isUpheld: false })
  expect(told([...tale, decided])).toMatchObject({
    update: { stage: 'reverting', isUpheld: false },
    fate: 'slashed',
  })
})

test('it is about the update: its guarantor neither opens one nor votes, and whoever guaranteed the launch may', () => {
  expect(told([...probation, incident(3_200, 40, fox)]).refused).toBe('own-subnet')
  expect(told([...opened, voteIncident(3_210, 40, fox, 'reject')]).refused).toBe('own-subnet')
  expect(told(opened).refused).toBeNull()
})

test('whom it accuses stays, whoever makes the next update', () => {
  const house = openHouse()
  for (const one of slowly(opened)) hand(house, stream(), one, slowConfig)
  const begun = house.happened.find(({ event: { type } }) => type === 'UpdateBegun')?.event
  if (begun?.type !== 'UpdateBegun') throw new Error('no update has begun')
  const accused = () => house.state(stream()).incidents.map(({ accused }) => accused)
  expect(accused()).toEqual([{ round: 2, guarantor: fox, isUpdate: true }])
  const next: UpdateBegun = { ...begun, round: 3, guarantor: eva }
  house.record(stream(), next)
  expect(accused()).toEqual([{ round: 2, guarantor: fox, isUpdate: true }])
  const codesAfter = (voter: typeof fox) => {
    for (const vote of slowly([voteIncident(3_210, 40, voter, 'reject')]))
      hand(house, stream(), vote, slowConfig)
    return house.refusals.map(({ code }) => code)
  }
  expect(codesAfter(eva)).toEqual([])
  expect(codesAfter(fox)).toEqual(['own-subnet'])
})

test('they are opened while it stands its probation, three by one person', () => {
  expect(told([...applying, incident(3_149)]).refused).toBe('no-probation')
  expect(told([...probation, incident(3_159)]).refused).toBe('no-probation')
  expect(told([...probation, incident(3_559)]).refused).toBeNull()
  expect(told([...probation, incident(3_560)]).refused).toBe('no-probation')
  expect(told([...held, incident(3_565)]).refused).toBe('no-probation')
  const four = [40, 41, 42, 43].map((issue, n) => incident(3_200 + n, issue))
  expect(told([...probation, ...four]).refused).toBe('too-many-incidents')
})
