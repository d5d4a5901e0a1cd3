import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handTo } from '../../../test/support/addressed.ts'
import { quiet, until } from '../../../test/support/chain-world.ts'
import { stream } from '../../../test/support/commands.ts'
import { type ErrandWorld, openErrandWorld } from '../../../test/support/errand-world.ts'
import { tales } from '../../../test/support/tales.ts'
import { createPorts } from '../../app/ports.ts'
import { type Chain, connectChain } from '../../chain/client.ts'
import { decode } from '../../ledger/json.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { candidates } from '../../ledger/schema.ts'
import { type Subtensor, startSubtensor } from '../../local/subtensor/node.ts'
import type { Candidate } from '../../mechanisms/proposal/slice.ts'
import { wantedOf } from '../../mechanisms/subnet/errands.ts'
import type { SubnetCommand } from '../../mechanisms/subnet/state.ts'
import { prepareDelivery } from '../deliver.ts'
import { runErrand } from '../errands.ts'
import { gitHubJobs } from '../jobs.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { createConfigReader } from '../market/configs.ts'
import { prepareNothing } from '../sales/offer.ts'
import { readPull } from './pull-now.ts'

// From what happens on GitHub to what the ledger knows and what GitHub shows: every part is the real one, the two networks are local.

let node: Subtensor
let chain: Chain
let ledger: Ledger
let world: ErrandWorld
let tools: ErrandTools
let home: string
let delivered = 0

beforeAll(async () => {
  node = await startSubtensor({ seal: 50 })
  chain = await connectChain({ endpoints: [node.url], logger: quiet })
  await until('a block is final', async () => (await chain.finalized()).number > 0)
  ledger = await openLedger()
  world = await openErrandWorld()
  // What people write today is in time for the round.
  tools = { ...world.tools, ledger, chain, now: Date.now }
  const installation = world.scene.github.app.installationId
  for (const command of tales.minable as SubnetCommand[]) {
    await tell(command.type === 'OpenIdea' ? { ...command, installation } : command)
  }
  await runErrands()
  home = `/repos/riverbed/${(await state()).home?.repository.name}`
  await world.scene.as('mia', 'POST', `${home}/forks`)
}, 60_000)
afterAll(async () => {
  await world.stop()
  await ledger.close()
  await chain.close()
  await node.stop()
})

const tell = (command: SubnetCommand) => ledger.write((writing) => handTo(writing, stream(), command))
const state = () => ledger.readSubnet(stream())

async function runErrands(): Promise<void> {
  for (const { stream: name, errand } of wantedOf(await state())) {
    if (errand.kind === 'home' || errand.kind === 'head') await runErrand(tools, name, errand.key)
  }
}

/** Hands the webhooks that came since to the App's own handlers; what was answered to people. */
async function deliver(received = world.scene.hook.received.slice(delivered)) {
  delivered = world.scene.hook.received.length
  const { github } = tools
  const ports = createPorts({
    ledger,
    configs: createConfigReader(ledger, github),
    electorate: async () => [],
    electorateThen: async () => [],
    team: async () => [],
    pullNow: readPull(github),
    spendable: async () => 0n,
    prepare: prepareNothing,
  })
  const answers: unknown[] = []
  for (const { headers, payload } of received) {
    const event = String(headers['x-github-event'])
    const apply = await prepareDelivery({ id: String(headers['x-github-delivery']), event, payload }, ports)
    for (const { answer } of await ledger.write(apply)) if (answer) answers.push(answer)
  }
  return answers
}

/** All that follows from what just happened on GitHub. */
async function settle() {
  await world.scene.github.control.idle()
  const answers = await deliver()
  await runErrands()
  return answers
}

const headsOf = async (pull: number) => {
  const [row] = await ledger.queries
    .select({ heads: candidates.heads })
    .from(candidates)
    .where(eq(candidates.pull, pull))
  return row ? decode<Candidate>(row.heads).heads : []
}
const proposal = async (pull = 1) => (await state()).proposals[pull]
const mia = <T = unknown>(method: string, path: string, body?: object) =>
  world.scene.as<T>('mia', method, path, body)

type Sha = { sha: string }
const FORK = () => home.replace('riverbed', 'mia')

/** A commit on mia's fork on the tip of its main; null takes a file away. The commodity of an architecture is written. */
async function commit(files: Record<string, string | null>): Promise<string> {
  const git = `${FORK()}/git`
  const main = (await mia<{ object: Sha }>('GET', `${git}/ref/heads/main`)).json.object.sha
  const base = (await mia<{ tree: Sha }>('GET', `${git}/commits/${main}`)).json.tree.sha
  const commodity = 'mechanisms/commodity.yaml'
  const whole = 'architecture.yaml' in files ? { [commodity]: await fileOf(commodity), ...files } : files
  const tree = Object.entries(whole).map(([path, content]) => ({
    path,
    mode: '100644',
    type: 'blob',
    ...(content === null ? { sha: null } : { content }),
  }))
  const { json } = await mia<Sha>('POST', `${git}/trees`, { base_tree: base, tree })
  const made = await mia<Sha>('POST', `${git}/commits`, {
    message: 'Propose',
    tree: json.sha,
    parents: [main],
  })
  return made.json.sha
}
const push = (sha: string) => mia('PATCH', `${FORK()}/git/refs/heads/mine`, { sha, force: true })

/** As the template has it, and written. */
const fileOf = async (path: string) => {
  const { json } = await mia<{ content: string }>('GET', `${FORK()}/contents/${path}`)
  return Buffer.from(json.content, 'base64').toString('utf8').replaceAll('TODO: ', 'Done: ')
}

test('a proposal from a fork is seen and read, and its plan made', async () => {
  const role = (await fileOf('architecture.yaml')).replace(/seats: \d+/, 'seats: 7')
  const head = await commit({ 'architecture.yaml': role })
  await mia('POST', `${FORK()}/git/refs`, { ref: 'refs/heads/mine', sha: head })
  await mia('POST', `${home}/pulls`, { title: 'More seats', head: 'mia:mine', base: 'main' })
  await settle()
  expect(await proposal()).toMatchObject({
    pull: 1,
    title: 'More seats',
    head,
    status: 'open',
    author: { id: world.scene.github.users.mia, login: 'mia' },
    reading: { touches: true, problems: [], architecture: { roles: [{ seats: 7 }] } },
  })
})

test('a file that is wrong is told by its line, and what is no architecture is not judged', async () => {
  await push(await commit({ 'architecture.yaml': 'mechanisms: [\n' }))
  await settle()
  const [problem] = (await proposal())?.reading?.problems ?? []
  expect(problem).toMatchObject({ file: 'architecture.yaml', line: expect.any(Number) })
  await push(await commit({ 'NOTES.md': 'Notes\n' }))
  await settle()
  expect((await proposal())?.reading).toMatchObject({ touches: false, problems: [] })
})

test('a head that was rewritten is another one; the earlier are remembered', async () => {
  const architecture = await fileOf('architecture.yaml')
  const head = await commit({ 'architecture.yaml': `# Again\n${architecture}` })
  await push(head)
  await settle()
  const seen = await proposal()
  expect(seen).toMatchObject({ head, reading: { touches: true, problems: [] } })
  expect(await headsOf(1)).toHaveLength(4)
})

test('300 files are read as one head', async () => {
  const runs = Array.from({ length: 300 }, (_, run): [string, string] => [
    `evidence/run-${run}.log`,
    `${run}\n`,
  ])
  const head = await commit({
    ...Object.fromEntries(runs),
    'architecture.yaml': `# 300\n${await fileOf('architecture.yaml')}`,
  })
  await push(head)
  await settle()
  expect(await proposal()).toMatchObject({ head, reading: { touches: true, problems: [] } })
})

test('a proposal in conflict with the default branch is read by what it branched off', async () => {
  const { json } = await world.scene.as<Sha>('ops', 'GET', `${home}/contents/architecture.yaml`)
  const content = Buffer.from('# Ours\n').toString('base64')
  await world.scene.as('ops', 'PUT', `${home}/contents/architecture.yaml`, {
    message: 'Ours',
    content,
    sha: json.sha,
  })
  const head = await commit({ 'architecture.yaml': `# Conflict\n${await fileOf('architecture.yaml')}` })
  await push(head)
  await settle()
  const pull = await mia<{ mergeable_state: string }>('GET', `${home}/pulls/1`)
  expect(pull.json.mergeable_state).toBe('dirty')
  expect(await proposal()).toMatchObject({ head, status: 'open', reading: { problems: [] } })
})

test('retargeted, made a draft, closed and reopened: it is in the race only while it is open and aimed at it', async () => {
  const before = await proposal()
  const { json } = await world.scene.as<{ object: Sha }>('ops', 'GET', `${home}/git/ref/heads/main`)
  await world.scene.as('ops', 'POST', `${home}/git/refs`, { ref: 'refs/heads/other', sha: json.object.sha })
  const { node_id: id } = (await mia<{ node_id: string }>('GET', `${home}/pulls/1`)).json
  const convert = (mutation: string) =>
    mia('POST', '/graphql', {
      query: `mutation($id: ID!) { ${mutation}(input: { pullRequestId: $id }) { clientMutationId } }`,
      variables: { id },
    })
  const steps: [() => Promise<unknown>, string][] = [
    [() => mia('PATCH', `${home}/pulls/1`, { base: 'other' }), 'elsewhere'],
    [() => mia('PATCH', `${home}/pulls/1`, { base: 'main' }), 'open'],
    [() => convert('convertPullRequestToDraft'), 'draft'],
    [() => convert('markPullRequestReadyForReview'), 'open'],
    [() => mia('PATCH', `${home}/pulls/1`, { state: 'closed' }), 'closed'],
    [() => mia('PATCH', `${home}/pulls/1`, { state: 'open' }), 'open'],
  ]
  for (const [step, status] of steps) {
    await step()
    await settle()
    expect((await proposal())?.status).toBe(status)
  }
  expect((await proposal())?.reading).toEqual(before?.reading)
})

test('deliveries that come again, late and in disorder change nothing', async () => {
  const before = await proposal()
  const all = world.scene.hook.received.filter(({ headers }) => headers['x-github-event'] === 'pull_request')
  await deliver([...all.toReversed(), ...all])
  expect(await proposal()).toEqual(before)
})

test('a command in the wrong place, by the wrong person or of the wrong shape gets one answer and changes nothing', async () => {
  const before = await state()
  const comment = (body: string) => world.scene.as('spam', 'POST', `${home}/issues/1/comments`, { body })
  await comment('/score 90')
  await comment('/score 90.5')
  await comment('/guarantee')
  await comment('/challenge it is a copy')
  await comment('/uphold')
  expect(await settle()).toMatchObject([
    { kind: 'refusal', refusal: { code: 'not-a-validator' } },
    { kind: 'bad-command', name: 'score' },
    { kind: 'refusal', refusal: { code: 'not-invited' } },
    { kind: 'bad-command', name: 'challenge' },
    { kind: 'bad-command', name: 'uphold' },
  ])
  await world.scene.as('spam', 'POST', `${home}/issues`, {
    title: 'Hello',
    body: '### Problem title\n\nMaps',
  })
  expect(await settle()).toEqual([])
  expect(await state()).toEqual(before)
})

test('a pushed head costs at most four calls, with its check run, though it has a rival', async () => {
  const ops = (method: string, path: string, body: object) =>
    world.scene.as('ops', method, `${home}${path}`, body)
  for (const path of ['architecture.yaml', 'mechanisms/commodity.yaml']) {
    const content = Buffer.from(`# Rival\n${await fileOf(path)}`).toString('base64')
    const { json } = await world.scene.as<Sha>('ops', 'GET', `${home}/contents/${path}?ref=other`)
    await ops('PUT', `/contents/${path}`, { message: 'Rival', content, branch: 'other', sha: json.sha })
  }
  await ops('POST', '/pulls', { title: 'Rival', head: 'other', base: 'main' })
  await settle()
  expect((await proposal(3))?.reading).toMatchObject({ touches: true, problems: [] })
  const jobs = gitHubJobs({
    ledger,
    github: tools.github,
    places: tools.places,
    log: tools.log,
    appId: world.scene.github.app.id,
    configs: createConfigReader(ledger, tools.github),
    weighAll: async () => ({}),
    headAt: async () => 0,
  })
  await jobs.checks({ stream: stream() })
  const spent: number[] = []
  for (let version = 1; version <= 5; version += 1) {
    const role = (await fileOf('architecture.yaml')).replace(/seats: \d+/, `seats: ${version + 1}`)
    await push(await commit({ 'architecture.yaml': role, [`evidence/run-${version}.log`]: `${version}\n` }))
    await world.scene.github.control.idle()
    world.calls()
    await deliver()
    await jobs.checks({ stream: stream() })
    await runErrands()
    await jobs.checks({ stream: stream() })
    // The thread in the market is another matter: it shows the race.
    spent.push(world.calls(/\/(compare|git|commits|contents|check-runs|pulls)/))
  }
  const head = (await proposal())?.head
  const checks = await mia<{ check_runs: { status: string }[] }>('GET', `${home}/commits/${head}/check-runs`)
  expect(checks.json.check_runs).toMatchObject([{ status: 'completed' }])
  expect(Math.max(...spent), `calls for each push: ${spent.join(', ')}`).toBeLessThanOrEqual(4)
})
