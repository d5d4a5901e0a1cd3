import { setTimeout as sleep } from 'node:timers/promises'
import { ARTICLES, settingsFor } from '../../src/local/story/ideas.ts'
import { startWorld, type World } from '../../src/local/world/world.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { stream } from '../../test/support/commands.ts'
import { tales } from '../../test/support/tales.ts'
import type { Part } from '../row.ts'

const MINERS = ['mia', 'milo', 'dana'] as const
const PUSHES_EACH = 10
const PATIENCE = 30_000

/** From a push to the conclusion of its check run, and what that asks of GitHub: the App and both networks in this process. */
export const pushes: Part = {
  name: 'Check runs of pushed heads',
  run: async () => {
    const world = await startWorld({ settings: settingsFor(true), articles: ARTICLES })
    try {
      const home = await makeHome(world)
      for (const miner of MINERS) await propose(world, home, miner)
      await sleep(1_000)
      world.github.control.resetCalls()
      const times: number[] = []
      for (let version = 2; version <= PUSHES_EACH + 1; version += 1) {
        for (const miner of MINERS)
          times.push(await concluded(world, home, await push(world, home, miner, version)))
      }
      return rowsOf(times, world.github.control.calls())
    } finally {
      await world.stop()
    }
  },
}

function rowsOf(times: readonly number[], calls: Readonly<Record<string, number>>) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
  const ofHeads = sum(calls, (route) => /\/(compare|git|check-runs|commits)/.test(route)) / times.length
  const all = sum(calls, (route) => !route.includes('access_tokens')) / times.length
  return [
    { subject: 'from push to conclusion, half of the heads', figure: `${at(0.5)} ms` },
    { subject: 'from push to conclusion, 95 of 100', figure: `${at(0.95)} ms` },
    {
      subject: 'GitHub calls a pushed head, to read it and for its check run',
      figure: ofHeads.toFixed(2),
      wanted: { text: 'at most 4', met: ofHeads <= 4 },
    },
    {
      subject: 'GitHub calls a pushed head, the thread with its leaderboard included',
      figure: all.toFixed(2),
    },
  ]
}

const sum = (calls: Readonly<Record<string, number>>, isCounted: (route: string) => boolean): number =>
  Object.entries(calls).reduce((total, [route, times]) => (isCounted(route) ? total + times : total), 0)

type Sha = { sha: string }

async function ask<T>(
  { github }: World,
  who: string,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const answer = await fetch(github.url + path, {
    method,
    headers: { authorization: `token ${github.tokens[who]}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** An idea that is ready to be mined, from what the ledger would have heard; its home is made by the App. */
async function makeHome(world: World): Promise<string> {
  const { ledger } = world.app
  const { app, market } = world.github
  await ask(world, 'ops', 'POST', `/repos/${market.owner}/${market.repo}/issues`, {
    title: 'The thread of the idea',
  })
  await ledger.write(async (writing) => {
    for (const command of tales.minable as readonly SubnetCommand[]) {
      const own = command.type === 'OpenIdea' ? { ...command, installation: app.installationId } : command
      await writing.handle(stream(), own)
    }
  })
  const end = Date.now() + PATIENCE
  for (;;) {
    const { home } = await ledger.readSubnet(stream())
    if (home) return home.repository.name
    if (Date.now() > end) throw new Error('The home was not made.')
    await sleep(20)
  }
}

/** The miner's own architecture, a little different each time. */
async function commit(world: World, home: string, miner: string, version: number): Promise<string> {
  const fork = `/repos/${miner}/${home}`
  const main = await ask<{ object: Sha }>(world, miner, 'GET', `${fork}/git/ref/heads/main`)
  const base = await ask<{ tree: Sha }>(world, miner, 'GET', `${fork}/git/commits/${main.object.sha}`)
  const { content } = await ask<{ content: string }>(
    world,
    miner,
    'GET',
    `${fork}/contents/architecture.yaml`,
  )
  const architecture = `# ${miner}, version ${version}\n${Buffer.from(content, 'base64').toString('utf8')}`
  const files = {
    'architecture.yaml': architecture,
    [`evidence/${miner}-${version}.log`]: `run ${version}\n`,
  }
  const tree = await ask<Sha>(world, miner, 'POST', `${fork}/git/trees`, {
    base_tree: base.tree.sha,
    tree: Object.entries(files).map(([path, text]) => ({
      path,
      mode: '100644',
      type: 'blob',
      content: text,
    })),
  })
  const made = await ask<Sha>(world, miner, 'POST', `${fork}/git/commits`, {
    ...{ message: `Version ${version}`, tree: tree.sha, parents: [main.object.sha] },
  })
  return made.sha
}

async function propose(world: World, home: string, miner: string): Promise<void> {
  await ask(world, miner, 'POST', `/repos/riverbed/${home}/forks`)
  const sha = await commit(world, home, miner, 1)
  await ask(world, miner, 'POST', `/repos/${miner}/${home}/git/refs`, { ref: 'refs/heads/proposal', sha })
  await ask(world, miner, 'POST', `/repos/riverbed/${home}/pulls`, {
    ...{ title: `By ${miner}`, head: `${miner}:proposal`, base: 'main' },
  })
  await concluded(world, home, sha)
}

async function push(world: World, home: string, miner: string, version: number): Promise<string> {
  const sha = await commit(world, home, miner, version)
  await ask(world, miner, 'PATCH', `/repos/${miner}/${home}/git/refs/heads/proposal`, { sha, force: true })
  return sha
}

/** Milliseconds until the head's check run is concluded. */
async function concluded(world: World, home: string, head: string): Promise<number> {
  const began = performance.now()
  for (;;) {
    const path = `/repos/riverbed/${home}/commits/${head}/check-runs`
    const { check_runs: runs } = await ask<{ check_runs: { status: string }[] }>(world, 'ops', 'GET', path)
    const spent = performance.now() - began
    if (runs.some(({ status }) => status === 'completed')) return spent
    if (spent > PATIENCE) throw new Error(`The head ${head} has no check run.`)
    await sleep(5)
  }
}
