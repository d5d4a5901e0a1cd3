import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { connectGitHub } from '../../src/github/client.ts'
import { createContents } from '../../src/handlers/kit/contents.ts'
import { readHeadFiles } from '../../src/handlers/proposal/head-files.ts'
import { kernelsBy } from '../../src/local/story/mining/architectures.ts'
import { openRepository, type Repository } from '../../src/local/world/repository.ts'
import { RAO_PER_TAO, rao } from '../../src/mechanisms/money.ts'
import { type House, openHouse } from '../support/open-house.ts'
import { openYard, type Yard } from '../support/open-yard.ts'
import type { Seed } from './home-seed.ts'
import { GITHUB, keepDeliveries } from './keep.ts'

// Plays the first round of mining in a subnet's own repository on the local world. It keeps the deliveries of that repository, what
// GitHub says of its files, and who is who. It is run by `node test/replay/record-home.ts`.

const folder = join(import.meta.dirname, 'home')
const PEOPLE = ['dana', 'mia', 'nora', 'vera', 'viktor'] as const

const house = await openHouse('link:\n  allowed_hosts: [articles.test]\n')
try {
  const issue = await house.open('ops', 'Talk', 'Comment here.')
  for (const login of PEOPLE) await house.world.market.link(login, issue)
  await house.world.linked(PEOPLE.length)
  const yard = await openYard(house, rao(50n * RAO_PER_TAO))
  const { home } = await yard.state()
  const { owner = '', name: repo = '', id = 0 } = home?.repository ?? {}
  await play(house, yard, openRepository(house.world.github, { owner, repo }))
  await house.handled()
  await sleep(2_000)
  await house.world.github.control.idle()
  const heads = new Set<string>()
  await keepDeliveries(house.world.github, join(folder, 'deliveries'), ({ repository, pull_request }) => {
    if ((repository as { id?: number } | undefined)?.id !== id) return false
    const head = (pull_request as { head: { sha: string } } | undefined)?.head.sha
    if (head) heads.add(head)
    return true
  })
  await write('seed.json', await seedOf(house, yard))
  await write('github.json', await answersAbout(house, { owner, repo }, [...heads]))
} finally {
  await house.stop()
}

async function write(name: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value, null, 1).replaceAll(house.world.github.url, GITHUB)
  await writeFile(join(folder, name), `${text}\n`)
}

/** A second between two acts, so that GitHub's times tell them apart. */
async function play({ handled }: House, yard: Yard, home: Repository): Promise<void> {
  const then = async <Made>(act: () => Promise<Made>): Promise<Made> => {
    await sleep(1_100)
    const made = await act()
    await handled()
    return made
  }
  const propose = async (login: string, title: string, files: Readonly<Record<string, string>>) => {
    const { pull, head } = await then(() => yard.propose(login, title, login, files))
    await yard.checkOf(head)
    return pull
  }
  const say = (login: string, on: number, text: string) => then(() => yard.say(login, on, text))
  const mia = await propose('mia', 'Device by device', kernelsBy('mia'))
  const nora = await propose('nora', 'Timed against the untuned kernel', kernelsBy('nora'))
  const milo = await propose('milo', 'Miners report', { 'architecture.yaml': 'mechanisms: [\n' })
  await say('vera', mia, '/score 80')
  await say('viktor', mia, '/score 60')
  await say('vera', nora, '/score 90')
  await say('viktor', nora, '/score correctness=80 incentives=70 evidence=60')
  await say('vera', nora, '/score 85\n\nOn second thoughts.')
  await say('vera', nora, '/score 101')
  await say('vera', milo, '/score 80')
  await say('fay', mia, '/score 80')
  await say('mia', mia, '/score 100')
  await say('vera', mia, '`/score 1`')
  await then(() =>
    home.pushTo(milo, 'milo', { 'architecture.yaml': kernelsBy('milo')['architecture.yaml'] ?? '' }, 'Mend'),
  )
  await then(() => home.pushTo(mia, 'mia', kernelsBy('better'), 'Outputs are compared'))
  await say('vera', mia, '/score 97')
  await say('mia', mia, '/guarantee')
  await say('nora', nora, '/decline')
  await say('fay', mia, '/challenge It is a copy.')
  await say('fay', mia, '/status')
  await then(() => yard.close('milo', milo))
  await say('vera', milo, '/score 80')
  const incident = await then(() => yard.openIssue('fay', 'It is down', ['incident']))
  await say('vera', incident.number, '/uphold')
}

async function seedOf({ world: { github, wallets } }: House, yard: Yard): Promise<Seed> {
  const { idea, home } = await yard.state()
  if (!idea || !home) throw new Error('no home')
  return {
    issue: yard.issue,
    market: idea.repository,
    home: home.repository,
    installation: home.installation,
    at: Date.now() - 3_600_000,
    people: PEOPLE.map((login) => {
      return { id: github.users[login] ?? 0, login, coldkey: wallets.addressOf(login) }
    }),
  }
}

/** What GitHub answers to who reads these heads, each for the first time: bodies by path. */
async function answersAbout(
  { world: { github } }: House,
  at: { readonly owner: string; readonly repo: string },
  heads: readonly string[],
): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {}
  const settings = {
    appId: github.app.id,
    privateKey: github.app.privateKey,
    githubApiUrl: github.url,
    githubThrottle: false,
  }
  const app = connectGitHub(settings, pino({ level: 'silent' }), async (input, init) => {
    const response = await fetch(input, init)
    const { method, url } = new Request(input, init)
    if (method === 'GET') answers[url.slice(github.url.length)] = await response.clone().json()
    return response
  })
  const octokit = await app.asInstallation(github.app.installationId)
  for (const head of heads) await readHeadFiles(octokit, createContents(), at, head)
  return answers
}
