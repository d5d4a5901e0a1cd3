import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ErrandWorld, openErrandWorld } from '../../../test/support/errand-world.ts'
import { membersOf, readTeam } from './team.ts'

let world: ErrandWorld
beforeAll(async () => {
  world = await openErrandWorld()
})
afterAll(() => world.stop())

test('the members of a team are those whom GitHub names, by their numbers', async () => {
  const { scene, tools, minable } = world
  const { users, market } = scene.github
  await scene.as('ops', 'POST', `/orgs/${market.owner}/teams`, { name: 'validators' })
  for (const login of ['vera', 'viktor']) {
    await scene.as('ops', 'PUT', `/orgs/${market.owner}/teams/validators/memberships/${login}`, {})
  }
  const installation = minable.idea?.installation ?? 0
  const read = (team: string) => readTeam(tools.github, installation, { organization: market.owner, team })
  expect(new Set(await read('validators'))).toEqual(new Set([users.vera, users.viktor]))
  await expect(read('nobody')).rejects.toMatchObject({ status: 404 })
  scene.github.control.fail({ kind: 'status', status: 404 }, { path: /teams/ })
  const validators = { organization: market.owner, team: 'validators' }
  expect(await membersOf(tools.github, installation, validators)).toHaveLength(2)
  const nobody = { organization: market.owner, team: 'nobody' }
  expect(await membersOf(tools.github, installation, nobody)).toEqual([])
})
