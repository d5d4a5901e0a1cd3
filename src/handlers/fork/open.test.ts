import { afterEach, beforeEach, expect, test } from 'vitest'
import { people, tao } from '../../../test/support/commands.ts'
import { type ErrandWorld, openErrandWorld, when } from '../../../test/support/errand-world.ts'
import type { AskedFork } from '../../mechanisms/fork/slice.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { makeHome } from '../home/make-home.ts'
import { parseIdea } from '../idea/idea-form.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { openFork } from './open.ts'

let world: ErrandWorld
beforeEach(async () => {
  world = await openErrandWorld()
})
afterEach(() => world.stop())

const HOSTILE = '@octocat <img src=x> `x` closes #1 <!-- | ```'

const asked: AskedFork = {
  number: 1,
  name: 'Maps (of small farms), A.B',
  target: tao(20.5),
  person: people.fox,
  at: 1,
  issue: null,
}

/** A subnet that was asked for a fork, with a home if it has made one. */
async function forked({ withHome = true, roles = ['data curator'] } = {}): Promise<SubnetState> {
  const { minable, tools } = world
  if (!minable.idea) throw new Error('no idea')
  const made = withHome
    ? await makeHome(tools, minable, { kind: 'home', key: 'home' }, when)
    : ({ type: 'none' } as const)
  const home = made?.type === 'ReportHome' && made.result.ok ? made.result : null
  const idea = { ...minable.idea, terms: { ...minable.idea.terms, roles } }
  return { ...minable, idea, home, fork: { parent: null, asked: 1, last: [asked] } }
}

const run = async (state: SubnetState) => {
  const command = await openFork(world.tools, state, { kind: 'fork', key: 'fork', number: 1 }, when)
  return command?.type === 'ReportFork' ? command.result : null
}
const asOwner = <T>(method: string, path: string, body?: object) =>
  world.scene.as<T>('ops', method, path, body)
const issues = async () =>
  (
    await asOwner<{ number: number; title: string; body: string; user: { type: string } }[]>(
      'GET',
      '/repos/riverbed/market/issues?state=all',
    )
  ).json

test('the issue is an idea of the market, in the name of whoever asked, at the commit where the parent’s home stands', async () => {
  const state = await forked()
  const result = await run(state)
  const [issue] = await issues()
  const { owner, name } = state.home?.repository ?? { owner: '', name: '' }
  const [tip] = (await asOwner<{ sha: string }[]>('GET', `/repos/${owner}/${name}/commits`)).json
  expect(result).toMatchObject({
    ok: true,
    issue: issue?.number,
    terms: { title: asked.name, link: state.idea?.terms.link, roles: ['data curator'], target: tao(20.5) },
    origin: { repository: state.home?.repository, commit: tip?.sha },
  })
  expect(issue).toMatchObject({ title: `Idea: ${asked.name}`, user: { type: 'Bot' } })
  expect(issue?.body).toContain('@fox')
  expect(issue?.body).toContain('riverbed/market#1')
  expect(issue?.body).toContain(`/tree/${tip?.sha}`)
})

test('opened twice, and after a crash, it is one issue', async () => {
  const state = await forked({ withHome: false })
  const { control } = world.scene.github
  control.fail({ kind: 'cut', after: true }, { method: 'POST', path: /\/issues$/ })
  await expect(run(state)).rejects.toThrow()
  const first = await run(state)
  expect(await run(state)).toEqual(first)
  expect(await issues()).toHaveLength(1)
})

test('a person who writes the mark is passed over', async () => {
  const state = await forked({ withHome: false })
  await world.scene.as('mia', 'POST', '/repos/riverbed/market/issues', {
    title: 'Mine',
    body: '<!-- tributary:fork:1:1 -->',
  })
  expect(await run(state)).toMatchObject({ ok: true, issue: 2 })
})

test('nothing that others wrote is more than words in the issue', async () => {
  const state = await forked({ withHome: false, roles: [HOSTILE, '<!--'] })
  expect(await run(state)).toMatchObject({ ok: true, terms: { roles: ['octocat img src x x closes 1'] } })
  const [issue] = await issues()
  expect(issue?.body).not.toContain('@octocat')
  expect(parseIdea(issue?.body ?? '')).toMatchObject({ ok: true, idea: { title: asked.name } })
})

test('a parent whose repository is gone is forked without its files', async () => {
  const state = await forked()
  await asOwner('DELETE', `/repos/${state.home?.repository.owner}/${state.home?.repository.name}`)
  expect(await run(state)).toMatchObject({ ok: true, origin: null })
})

/** A GitHub that has no issues and refuses to open one. */
const refusing = (status: number): ErrandTools => {
  const request = async (route: string) => {
    if (route.startsWith('GET')) return { data: [] }
    const response = { headers: {}, data: { message: 'Issues are disabled for this repo' } }
    throw Object.assign(new Error('refused'), { status, response })
  }
  return { ...world.tools, github: { asInstallation: async () => ({ request }) } } as unknown as ErrandTools
}

test.for([
  [401, 'no-access'],
  [404, 'no-access'],
  [403, 'forbidden'],
  [410, 'forbidden'],
] as const)('GitHub refuses the issue by %d: %s', async ([status, obstacle]) => {
  const state = await forked({ withHome: false })
  const errand = { kind: 'fork', key: 'fork', number: 1 } as const
  const command = await openFork(refusing(status), state, errand, when)
  expect(command).toMatchObject({ type: 'ReportFork', number: 1, result: { ok: false, obstacle } })
})
