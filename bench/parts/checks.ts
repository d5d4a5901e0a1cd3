import { setTimeout as sleep } from 'node:timers/promises'
import { ARTICLES, STORY_SETTINGS } from '../../src/local/story/ideas.ts'
import { startWorld, type World } from '../../src/local/world/world.ts'
import { type Author, ask, authorOf } from '../proposals/author.ts'
import { makeHome } from '../proposals/home.ts'
import type { Part, Row } from '../row.ts'

const MINERS = ['mia', 'milo', 'nora'] as const
const NEWCOMERS = ['dana', 'dmitri', 'fay', 'finn', 'flora', 'vera', 'viktor', 'violet'] as const
const PUSHES_EACH = 12
const PATIENCE = 60_000
/** Milliseconds without a call after which the App has done all that a push leads to. */
const QUIET = 300

/** What one push led to; the next is not made before all of it is done. */
interface Pushed {
  /** From the answer to the push until GitHub has a completed check run of the head, milliseconds. */
  readonly latency: number
  /** Reading the head, and its own check run. */
  readonly calls: number
  /** The thread, and the check runs of the others. */
  readonly otherCalls: number
}

/** From a push to the conclusion of its check run, and what that asks of GitHub: the App on PGlite, both networks in this process. */
export const checks: Part = {
  name: 'Checks of pushed heads',
  run: async () => {
    const world = await startWorld({ settings: STORY_SETTINGS, articles: ARTICLES, logLevel: 'error' })
    try {
      return await measure(world)
    } finally {
      await world.stop()
    }
  },
}

async function measure(world: World): Promise<Row[]> {
  const home = await makeHome(world)
  const page = `/repos/${home.owner}/${home.name}`
  const textOf = async (path: string) => {
    const { content } = await ask<{ content: string }>(world, 'ops', 'GET', `${page}/contents/${path}`)
    return Buffer.from(content, 'base64').toString('utf8')
  }
  const one = { 'architecture.yaml': await textOf('architecture.yaml') }
  const others = ['mechanisms/commodity.yaml', 'roles/developer.yaml'] as const
  const three = { ...one, [others[0]]: await textOf(others[0]), [others[1]]: await textOf(others[1]) }
  const first = await propose(world, page, authorOf(world, home, MINERS[0]), three)
  const miners = MINERS.map((login) => authorOf(world, home, login))
  for (const miner of miners.slice(1)) await propose(world, page, miner, three)

  const single: Pushed[] = []
  const triple: Pushed[] = []
  for (let version = 1; version <= PUSHES_EACH; version += 1) {
    for (const miner of miners) {
      single.push(await push(world, page, miner, changed(one, `${miner.login} ${version}`)))
      triple.push(await push(world, page, miner, changed(three, `${miner.login} ${version} of three`)))
    }
  }
  const forks: Pushed[] = []
  for (const login of NEWCOMERS) forks.push(await propose(world, page, authorOf(world, home, login), three))
  return [
    ...rowsOf('a push that changes one file', single),
    ...rowsOf('a push that changes three files', triple),
    ...rowsOf('a new fork’s first push, with its pull request', forks),
    {
      subject: 'the very first proposal of a repository, of which nothing is known yet',
      figure: `${first.calls} calls`,
    },
  ]
}

/** The same files, each with a line of its own. */
const changed = (files: Readonly<Record<string, string>>, what: string): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, `# ${what}\n${text}`]))

async function propose(
  world: World,
  page: string,
  author: Author,
  files: Readonly<Record<string, string>>,
): Promise<Pushed> {
  await author.fork()
  const head = await author.commit(changed(files, author.login))
  return watch(world, page, head, () => author.propose(head))
}

async function push(
  world: World,
  page: string,
  author: Author,
  files: Readonly<Record<string, string>>,
): Promise<Pushed> {
  const head = await author.commit(files)
  return watch(world, page, head, () => author.push(head))
}

async function watch(world: World, page: string, head: string, act: () => Promise<void>): Promise<Pushed> {
  const { control } = world.github
  await untilQuiet(world)
  control.resetCalls()
  await act()
  const latency = await concluded(world, page, head)
  await untilQuiet(world)
  const calls = Object.entries(control.calls()).filter(([route]) => !route.includes('access_tokens'))
  const own = calls.filter(([route]) => isOfHead(route))
  return { latency, calls: sum(own), otherCalls: sum(calls) - sum(own) }
}

/** A head's check run is made once, concluded: what is changed afterwards is another's. */
const isOfHead = (route: string): boolean =>
  /\/(compare|git|contents|commits)\b/.test(route) ||
  /^POST .*\/check-runs$/.test(route) ||
  /^GET \/repos\/{owner}\/{repo}$/.test(route)

const sum = (calls: readonly (readonly [string, number])[]): number =>
  calls.reduce((total, [, times]) => total + times, 0)

async function untilQuiet({ github: { control } }: World): Promise<void> {
  await control.idle()
  let [seen, since] = [-1, Date.now()]
  while (Date.now() - since < QUIET) {
    const now = sum(Object.entries(control.calls()))
    if (now !== seen) [seen, since] = [now, Date.now()]
    await sleep(20)
  }
}

/** Milliseconds until GitHub has a completed check run of the head. */
async function concluded(world: World, page: string, head: string): Promise<number> {
  const began = performance.now()
  for (;;) {
    const path = `${page}/commits/${head}/check-runs`
    const { check_runs: runs } = await ask<{ check_runs: { status: string }[] }>(world, 'ops', 'GET', path)
    const spent = performance.now() - began
    if (runs.some(({ status }) => status === 'completed')) return spent
    if (spent > PATIENCE) throw new Error(`The head ${head} has no check run.`)
    await sleep(5)
  }
}

function rowsOf(what: string, pushed: readonly Pushed[]): Row[] {
  const latencies = pushed.map(({ latency }) => latency).toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(latencies[Math.ceil(share * latencies.length) - 1] ?? 0)
  const calls = pushed.map((each) => each.calls)
  const others = pushed.map((each) => each.otherCalls)
  const most = Math.max(...calls)
  const mean = (numbers: readonly number[]) =>
    (numbers.reduce((total, each) => total + each, 0) / numbers.length).toFixed(2)
  return [
    {
      subject: `${what}: until its check run is concluded`,
      figure: `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, of ${pushed.length}`,
    },
    {
      subject: `${what}: GitHub API calls to read it and for its check run`,
      figure: `${mean(calls)}, at most ${most}`,
      wanted: { text: 'at most 4', met: most <= 4 },
    },
    {
      subject: `${what}: GitHub API calls for the thread and the check runs of others`,
      figure: `${mean(others)}, at most ${Math.max(...others)}`,
    },
  ]
}
