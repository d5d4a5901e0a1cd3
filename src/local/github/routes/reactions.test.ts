import { afterEach, beforeEach, expect, test } from 'vitest'
import { MARKET, ORGANISATION } from '../people.ts'
import { type Scene, setScene } from '../testing/world.ts'

const issues = `/repos/${ORGANISATION}/${MARKET}/issues`
let scene: Scene

beforeEach(async () => {
  scene = await setScene()
  await scene.as('dana', 'POST', issues, { title: 'Small farms' })
  await scene.as('dana', 'POST', `${issues}/1/comments`, { body: '/status' })
})
afterEach(() => scene.stop())

type Rolled = { reactions: Record<string, number> }

test.each([`${issues}/1`, `${issues}/comments/1`])(
  'reacting to %s twice is reacting once, and it is counted there',
  async (path) => {
    const react = (login: string, content: string) =>
      scene.as<{ id: number }>(login, 'POST', `${path}/reactions`, { content })
    const first = await react('dana', 'rocket')
    const again = await react('dana', 'rocket')
    await react('dana', '+1')
    await react('fay', 'rocket')
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.json.id).toBe(first.json.id)
    expect((await scene.as<Rolled>('dana', 'GET', path)).json.reactions).toMatchObject({
      total_count: 3,
      rocket: 2,
      '+1': 1,
      eyes: 0,
    })
    expect((await scene.as<object[]>('dana', 'GET', `${path}/reactions?content=rocket`)).json).toHaveLength(2)
  },
)

test('a reaction to an issue is none to the comment of the same id', async () => {
  await scene.as('dana', 'POST', `${issues}/1/reactions`, { content: 'heart' })
  expect((await scene.as<Rolled>('dana', 'GET', `${issues}/comments/1`)).json.reactions.total_count).toBe(0)
})

test('people take back their own reactions only', async () => {
  await scene.as('dana', 'POST', `${issues}/1/reactions`, { content: 'heart' })
  expect((await scene.as('fay', 'DELETE', `${issues}/1/reactions/1`)).status).toBe(403)
  expect((await scene.as('dana', 'DELETE', `${issues}/comments/1/reactions/1`)).status).toBe(404)
  expect((await scene.as('dana', 'DELETE', `${issues}/1/reactions/1`)).status).toBe(204)
  expect((await scene.as<object[]>('dana', 'GET', `${issues}/1/reactions`)).json).toEqual([])
})

test('what is no reaction, or to nothing, or by nobody, is refused', async () => {
  expect((await scene.as('dana', 'POST', `${issues}/1/reactions`, { content: 'tada' })).status).toBe(422)
  expect((await scene.as('dana', 'POST', `${issues}/9/reactions`, { content: 'heart' })).status).toBe(404)
  const anonymous = await fetch(`${scene.github.url}${issues}/1/reactions`, {
    method: 'POST',
    body: '{"content":"heart"}',
  })
  expect(anonymous.status).toBe(401)
})
