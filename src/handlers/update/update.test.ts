import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ErrandWorld, openErrandWorld, when } from '../../../test/support/errand-world.ts'
import { slowConfig, slowly } from '../../../test/support/slow.ts'
import { tell } from '../../../test/support/tell.ts'
import { updateTales } from '../../../test/support/update-tales.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { mergeUpdate } from './merge.ts'
import { releaseUpdate } from './release.ts'
import { revertUpdate } from './revert.ts'

// One home on a local GitHub: an update is merged, released, and taken back.

let world: ErrandWorld
let state: SubnetState
const path = '/repos/riverbed/home'
const ops = <T = unknown>(method: string, at: string, body?: object) =>
  world.scene.as<T>('ops', method, path + at, body)
type File = { content: string; sha: string }

async function write(at: string, content: string, branch = 'main'): Promise<string> {
  const { json } = await ops<File>('GET', `${at}?ref=${branch}`)
  const { json: made } = await ops<{ commit: { sha: string } }>('PUT', at, {
    message: 'Write',
    content: Buffer.from(content).toString('base64'),
    branch,
    ...(json.sha && { sha: json.sha }),
  })
  return made.commit.sha
}
const read = async (file: string) => {
  const { json } = await ops<File>('GET', `/contents/${file}`)
  return json.content ? Buffer.from(json.content, 'base64').toString() : null
}
const ARCHITECTURE = '/contents/architecture.yaml'

beforeAll(async () => {
  world = await openErrandWorld()
  const made = await world.scene.as<{ id: number }>('ops', 'POST', '/orgs/riverbed/repos', {
    name: 'home',
    auto_init: true,
  })
  await write(ARCHITECTURE, 'one\n')
  const repository = { id: made.json.id, owner: 'riverbed', name: 'home' }
  const told = tell(slowly(updateTales.applying.slice(0, -1)), slowConfig).state
  state = { ...told, home: { repository, installation: world.scene.github.app.installationId } }
})
afterAll(() => world.stop())

/** Somebody proposes another architecture and a file more, and the App merges it as the update of a round. */
async function update(round: number, text: string) {
  const branch = `better-${round}`
  const { json: main } = await ops<{ object: { sha: string } }>('GET', '/git/ref/heads/main')
  await ops('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: main.object.sha })
  await write(ARCHITECTURE, text, branch)
  const head = await write(`/contents/mechanisms/${round}.yaml`, 'new\n', branch)
  const { json } = await ops<{ number: number }>('POST', '/pulls', {
    title: 'Mine',
    head: branch,
    base: 'main',
  })
  const errand = { kind: 'update-merge', key: 'update-merge', round, pull: json.number, head } as const
  const command = await mergeUpdate(world.tools, state, errand, when)
  if (command?.type !== 'ReportUpdateMerge' || !command.result.ok) throw new Error('it was not merged')
  return { round, pull: json.number, commit: command.result.commit }
}

const revert = async (merged: { round: number; pull: number; commit: string }) => {
  const command = await revertUpdate(world.tools, state, { kind: 'revert', key: 'revert', ...merged }, when)
  return command?.type === 'ReportRevert' ? command.result : null
}

test('an update is released with what it changes, and taken back by a pull request, each once', async () => {
  const merged = await update(2, 'two\n')
  const current = state.update.current && { ...state.update.current, pull: merged.pull }
  state = { ...state, update: { ...state.update, current } }
  const errand = { kind: 'update-release', key: 'update-release', round: 2, commit: merged.commit } as const
  const released = await releaseUpdate(world.tools, state, errand, when)
  expect(released).toMatchObject({ result: { ok: true, tag: 'architecture-v2' } })
  const { json } = await ops<{ body: string; target_commitish: string }>(
    'GET',
    '/releases/tags/architecture-v2',
  )
  expect(json.target_commitish).toBe(merged.commit)
  expect(json.body).toContain('by fox, the best of round 2')
  expect(json.body).toContain('`tempo` to `720`')
  expect(json.body).toContain('| `architecture.yaml` | changed |')
  expect(json.body).toContain('| `mechanisms/2.yaml` | added |')

  await write('/contents/README.md', 'since\n')
  const first = await revert(merged)
  expect(first).toMatchObject({ ok: true, pull: expect.any(Number) })
  expect([await read('architecture.yaml'), await read('mechanisms/2.yaml'), await read('README.md')]).toEqual(
    ['one\n', null, 'since\n'],
  )
  expect(await revert(merged)).toEqual(first)
})

test('what was changed since is for a person: once that is put back, the rest is taken back', async () => {
  const merged = await update(3, 'three\n')
  await write(ARCHITECTURE, 'by hand\n')
  expect(await revert(merged)).toEqual({ ok: false, reason: 'conflict' })
  await write(ARCHITECTURE, 'one\n')
  expect(await revert(merged)).toMatchObject({ ok: true, pull: expect.any(Number) })
  expect([await read('architecture.yaml'), await read('mechanisms/3.yaml')]).toEqual(['one\n', null])
})
