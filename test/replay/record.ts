import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Octokit } from '@octokit/rest'
import { ARTICLES, kernels, STORY_AGO, STORY_SETTINGS } from '../../src/local/story/ideas.ts'
import { tellStory } from '../../src/local/story/story.ts'
import { startWorld, type World } from '../../src/local/world/world.ts'
import { keepDeliveries } from './keep.ts'

// Plays the story on the local world and some mishaps after it, and keeps every delivery that its GitHub made:
// `node test/replay/record.ts`.

const folder = join(import.meta.dirname, 'deliveries')
const PATH = '.github/tributary.yml'
const COMMENTS = ['/help', '/status', '/frobnicate', '/challenge', '```\n/help\n```', '> /help']

const world = await startWorld({ settings: STORY_SETTINGS, ago: STORY_AGO, articles: ARTICLES })
try {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  await tellStory(world, { say, pause: 0, directory: undefined })
  await mishaps(world)
  await sleep(3_000)
  await world.github.control.idle()
  await keepDeliveries(world.github, folder)
} finally {
  await world.stop()
}

/** A second between two acts, so that GitHub's times tell them apart. */
async function mishaps({ market, github }: World): Promise<void> {
  const { owner, repo } = github.market
  const as = (login: string) => new Octokit({ baseUrl: github.url, auth: github.tokens[login] })
  const answers = { ...kernels, problem: 'A form with a mistake', target: '-5' }
  const issue = await market.openIdea('mia', answers)
  await sleep(1_100)
  const { data } = await as('mia').issues.get({ owner, repo, issue_number: issue })
  const body = data.body?.replace('\n-5', '\n50') ?? ''
  await as('mia').issues.update({ owner, repo, issue_number: issue, body })
  for (const text of COMMENTS) {
    await sleep(1_100)
    await market.comment('mia', issue, text)
  }
  await sleep(1_100)
  await as('mia').issues.update({ owner, repo, issue_number: issue, state: 'closed' })
  for (const yaml of ['idea:\n  fee: 0.2\n  colateral: 1\n', 'idea:\n  fee: 0.2\n']) {
    await sleep(1_100)
    const { data: file } = await as('ops').repos.getContent({ owner, repo, path: PATH })
    const content = Buffer.from(yaml).toString('base64')
    const sha = 'sha' in file ? file.sha : ''
    await as('ops').repos.createOrUpdateFileContents({
      owner,
      repo,
      path: PATH,
      message: 'Settings',
      content,
      sha,
    })
  }
}
