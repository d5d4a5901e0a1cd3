import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ErrandWorld, openErrandWorld } from '../../../test/support/errand-world.ts'
import { type Database, openDatabase } from '../../ledger/database.ts'
import { teams } from '../../ledger/schema.ts'
import { membersOf, readTeam } from './team.ts'

let world: ErrandWorld
let database: Database
beforeAll(async () => {
  world = await openErrandWorld()
  database = await openDatabase({})
  await ops('POST', '', { name: 'validators' })
  for (const login of ['vera', 'viktor']) await ops('PUT', `/validators/memberships/${login}`, {})
})
beforeEach(() => database.queries.delete(teams))
afterAll(async () => {
  await world.stop()
  await database.close()
})

const ops = (method: string, path: string, body?: object) =>
  world.scene.as('ops', method, `/orgs/riverbed/teams${path}`, body)
const asked = (team: string) =>
  [
    { github: world.tools.github, queries: database.queries },
    world.minable.idea?.installation ?? 0,
    { organization: 'riverbed', team },
  ] as const
const both = () => new Set([world.scene.github.users.vera, world.scene.github.users.viktor])
const read = async (team: string) => new Set(await readTeam(...asked(team)))

test('the members of a team are those whom GitHub names, by their numbers; its ids are asked once', async () => {
  world.calls()
  expect(await read('validators')).toEqual(both())
  expect(world.calls()).toBe(2)
  expect(await read('validators')).toEqual(both())
  expect(world.calls()).toBe(1)
})

test('one 404 is no answer', async () => {
  world.scene.github.control.fail({ kind: 'status', status: 404 }, { path: /teams/ })
  expect(await read('validators')).toEqual(both())
})

test('a team that was never seen has no members, and who has to know them waits', async () => {
  await expect(readTeam(...asked('nobody'))).rejects.toThrow('GitHub does not show the team riverbed/nobody')
  expect(await membersOf(...asked('nobody'))).toEqual([])
})

test('a team that was renamed is followed; one that is gone is waited for, until there is one of its name', async () => {
  await read('validators')
  await ops('PATCH', '/validators', { name: 'Validating people' })
  expect(await read('validators')).toEqual(both())
  await ops('DELETE', '/validating-people')
  await expect(membersOf(...asked('validators'))).rejects.toThrow(
    'does not show the team riverbed/validators',
  )
  await ops('POST', '', { name: 'validators' })
  await ops('PUT', '/validators/memberships/vera', {})
  await ops('PUT', '/validators/memberships/viktor', {})
  expect(await read('validators')).toEqual(both())
})
