import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { people } from '../../../test/support/commands.ts'
import { type ErrandWorld, openErrandWorld, when } from '../../../test/support/errand-world.ts'
import type { Parent } from '../../mechanisms/fork/slice.ts'
import type { Repository } from '../../mechanisms/idea/slice.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { makeHome } from '../home/make-home.ts'
import { originOf } from './origin.ts'

let world: ErrandWorld
let home: Repository
beforeEach(async () => {
  world = await openErrandWorld()
  home = await homeOf(world.minable)
})
afterEach(() => world.stop())

async function homeOf(state: SubnetState): Promise<Repository> {
  const made = await makeHome(world.tools, state, { kind: 'home', key: 'home' }, when)
  if (made?.type !== 'ReportHome' || !made.result.ok) throw new Error('no home')
  return made.result.repository
}

const asOwner = <T>(method: string, path: string, body?: object) =>
  world.scene.as<T>('ops', method, path, body)
const pathOf = ({ owner, name }: Repository) => `/repos/${owner}/${name}`
const find = async () =>
  originOf(
    await world.tools.github.asInstallation(world.scene.github.app.installationId),
    world.tools.contents,
    home,
  )

async function write(path: string, content: string | Buffer, where = home): Promise<string> {
  const known = await asOwner<{ sha?: string }>('GET', `${pathOf(where)}/contents/${path}`)
  const { json } = await asOwner<{ commit: { sha: string } }>('PUT', `${pathOf(where)}/contents/${path}`, {
    message: `Write ${path}`,
    content: Buffer.from(content).toString('base64'),
    ...(known.status === 200 && { sha: known.json.sha }),
  })
  return json.commit.sha
}

async function read(path: string, where: Repository): Promise<string | null> {
  const { status, json } = await asOwner<{ content: string }>('GET', `${pathOf(where)}/contents/${path}`)
  return status === 200 ? Buffer.from(json.content, 'base64').toString('utf8') : null
}

/** A fork of the home as it stands, in issue 40. */
async function fork(issue = 40, of = home): Promise<SubnetState> {
  const { minable } = world
  const { idea } = minable
  if (!idea) throw new Error('no idea')
  const octokit = await world.tools.github.asInstallation(idea.installation)
  const parent: Parent = {
    stream: minable.stream,
    repository: idea.repository,
    issue: 1,
    title: idea.terms.title,
    link: idea.terms.link,
    origin: await originOf(octokit, world.tools.contents, of),
  }
  const terms = { ...idea.terms, title: `Fork ${issue}` }
  return {
    ...minable,
    idea: { ...idea, issue, terms, discoverer: people.fox },
    fork: { parent, asked: 0, last: [] },
  }
}

test('a fork begins with what its parent has, under its own name, with licence and credit', async () => {
  const architecture = (await read('architecture.yaml', home)) ?? ''
  const changed = architecture.replace('seats: 3', 'seats: 5 # five')
  const tip = await write('architecture.yaml', changed)
  await write('mechanisms/maps.yaml', 'id: maps')
  await write('LICENSE', ((await read('LICENSE', home)) ?? '').replace('The contributors', 'Mia and'))
  await write('logo.png', Buffer.from([0xff, 0xfe, 0x00]))
  await write('.github/workflows/evil.yml', 'on: push')
  await write('.github/CODEOWNERS', '* @owner-of-the-parent')
  const child = await homeOf(await fork())

  const forked = (await read('architecture.yaml', child)) ?? ''
  expect(forked).toContain('seats: 5 # five')
  expect(parse(forked)).toEqual({ ...parse(changed), name: 'Fork 40' })
  expect(await read('mechanisms/maps.yaml', child)).toBe('id: maps')
  expect(await read('LICENSE', child)).toBe(await read('LICENSE', home))
  expect(await read('.github/workflows/evil.yml', child)).toBeNull()
  expect(await read('.github/CODEOWNERS', child)).toContain('@fox')
  expect(await read('README.md', child)).toContain('/riverbed/market/issues/1')
  expect(await read('logo.png', child)).toBeNull()
  const lineage = (await read('FORKED.md', child)) ?? ''
  expect(lineage).toContain('`logo.png`')
  expect(lineage).not.toContain(tip)
  const [commit] = (await asOwner<{ commit: { message: string } }[]>('GET', `${pathOf(child)}/commits`)).json
  const [last] = (await asOwner<{ sha: string }[]>('GET', `${pathOf(home)}/commits`)).json
  expect(commit?.commit.message).toMatch(
    new RegExp(
      `^Begin the subnet of riverbed/market#40\n\nForked at ${last?.sha}\\.\n\nCo-authored-by: .+ <.+>`,
    ),
  )
})

test('a fork of a fork keeps the whole lineage', async () => {
  const child = await homeOf(await fork())
  const grandchild = await homeOf(await fork(41, child))
  const lineage = (await read('FORKED.md', grandchild)) ?? ''
  expect(lineage.match(/^# Forked$/gm)).toHaveLength(2)
  expect(lineage).toContain(child.name)
  expect(lineage).toContain(home.name)
})

test('where the parent is gone by then, the fork begins with what every subnet does', async () => {
  const state = await fork()
  await asOwner('DELETE', pathOf(home))
  const child = await homeOf(state)
  expect(await read('architecture.yaml', child)).toContain('TODO')
  expect(await read('FORKED.md', child)).toBeNull()
})

test('a parent without an architecture that can be read as YAML, or without any, is forked all the same', async () => {
  await write('architecture.yaml', 'name: [')
  expect(await read('architecture.yaml', await homeOf(await fork()))).toBe('name: [')
  const { json } = await asOwner<{ sha: string }>('GET', `${pathOf(home)}/contents/architecture.yaml`)
  await asOwner('DELETE', `${pathOf(home)}/contents/architecture.yaml`, { message: 'Drop', sha: json.sha })
  expect(await read('architecture.yaml', await homeOf(await fork(41)))).toContain('TODO')
})

test('who closes the source is forked at the last commit that was open', async () => {
  const open = await write('NOTES.md', 'Open')
  expect((await find())?.commit).toBe(open)
  await write('LICENSE', 'All rights reserved.')
  await write('NOTES.md', 'Closed')
  expect((await find())?.commit).toBe(open)
  await write('LICENSE', 'Nobody may look.')
  expect((await find())?.commit).toBe(open)
  expect(await read('NOTES.md', await homeOf(await fork()))).toBe('Open')
})

test('whoever takes the licence away has closed it too', async () => {
  const open = await write('NOTES.md', 'Open')
  const { json } = await asOwner<{ sha: string }>('GET', `${pathOf(home)}/contents/LICENSE`)
  await asOwner('DELETE', `${pathOf(home)}/contents/LICENSE`, { message: 'Drop', sha: json.sha })
  await write('NOTES.md', 'Closed')
  expect((await find())?.commit).toBe(open)
})

test('what never was open, is gone or empty has no origin', async () => {
  await asOwner('POST', '/orgs/riverbed/repos', { name: 'closed', auto_init: true })
  const closed = (await asOwner<{ id: number }>('GET', '/repos/riverbed/closed')).json
  home = { id: closed.id, owner: 'riverbed', name: 'closed' }
  expect(await find()).toBeNull()
  home = { id: 1, owner: 'riverbed', name: 'nowhere' }
  expect(await find()).toBeNull()
  await asOwner('POST', '/orgs/riverbed/repos', { name: 'empty' })
  home = { id: 1, owner: 'riverbed', name: 'empty' }
  expect(await find()).toBeNull()
})
