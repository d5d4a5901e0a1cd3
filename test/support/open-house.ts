import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Octokit } from '@octokit/rest'
import { eq, sql } from 'drizzle-orm'
import { readCursor } from '../../src/ledger/cursors.ts'
import { countRows, type Queries } from '../../src/ledger/database.ts'
import { anyStored } from '../../src/ledger/deliveries.ts'
import { replies } from '../../src/ledger/schema.ts'
import { latestOf } from '../../src/local/world/latest.ts'
import { startWorld, type World } from '../../src/local/world/world.ts'
import { type SubnetState, subnetStream } from '../../src/mechanisms/subnet/state.ts'

/** A whole world, and what a test of bad input does in it. */
export interface House {
  readonly world: World
  /** Sends a delivery to the App as GitHub would, unless told otherwise. */
  deliver(body: string, headers?: Record<string, string>): Promise<Response>
  /** Each answers the new number or id. */
  open(login: string, title: string, body: string): Promise<number>
  say(login: string, issue: number, body: string): Promise<number>
  editIssue(login: string, issue: number, body: string): Promise<void>
  editComment(login: string, comment: number, body: string): Promise<void>
  /** Writes the market's settings; answers the commit. */
  push(yaml: string): Promise<string>
  /** Resolves when everything that GitHub has sent is handled. */
  handled(): Promise<void>
  /** The App's reply to a comment on GitHub, once it is there. */
  answerTo(issue: number, comment: number): Promise<string>
  /** Whether the App has anything to say to a comment. */
  hasAnswer(comment: number): Promise<boolean>
  /** The App's sticky comment, once it is as wanted. */
  sticky(issue: number, wanted: RegExp): Promise<string>
  state(issue: number): Promise<SubnetState>
  /** How many rows the ledger's tables have when all is found out: what bad input must not change. */
  standing(): Promise<Record<string, number>>
  /** Moves the world's clock on, and waits until all that fell due by it is found out and paid. Milliseconds UTC. */
  jump(moment: number): Promise<void>
  stop(): Promise<void>
}

/** `between`: what stands between the App and GitHub's API, told where that is. */
export async function openHouse(
  settings: string,
  between?: (github: string) => Promise<string>,
): Promise<House> {
  const world = await startWorld({
    settings,
    ...(between && { between }),
    ago: 200 * 86_400_000,
    articles: { '/good': '<title>Good</title>' },
    logLevel: 'silent',
  })
  const { github, app, market } = world
  const { owner, repo, id } = github.market
  const { queries } = app.ledger
  const as = (login: string) => new Octokit({ baseUrl: github.url, auth: github.tokens[login] })
  const states = new Map<number, () => Promise<SubnetState>>()
  const house: House = {
    world,
    deliver: (body, headers = {}) =>
      fetch(`${app.url}/api/github/webhooks`, {
        method: 'POST',
        body,
        headers: { ...sign(body), ...headers },
      }),
    open: async (login, title, body) =>
      (await as(login).issues.create({ owner, repo, title, body })).data.number,
    say: async (login, issue, body) =>
      (await as(login).issues.createComment({ owner, repo, issue_number: issue, body })).data.id,
    editIssue: async (login, issue, body) => {
      await as(login).issues.update({ owner, repo, issue_number: issue, body })
    },
    editComment: async (login, comment_id, body) => {
      await as(login).issues.updateComment({ owner, repo, comment_id, body })
    },
    push: async (yaml) => {
      const path = '.github/tributary.yml'
      const { data } = await as('ops').repos.getContent({ owner, repo, path })
      const file = { path, message: 'Settings', content: Buffer.from(yaml).toString('base64') }
      const sha = 'sha' in data ? data.sha : ''
      const pushed = await as('ops').repos.createOrUpdateFileContents({ owner, repo, ...file, sha })
      return pushed.data.commit.sha ?? ''
    },
    handled: async () => {
      await github.control.idle()
      while (await anyStored(queries)) await sleep(10)
    },
    answerTo: (issue, comment) =>
      patiently(`an answer to comment ${comment}`, async () => {
        const said = await market.appComments(issue)
        return said.find((body) => body.endsWith(`<!-- tributary:reply:${comment} -->`))
      }),
    hasAnswer: async (comment) =>
      (await queries.select().from(replies).where(eq(replies.commentId, comment))).length > 0,
    sticky: (issue, wanted) =>
      patiently(`the sticky comment of #${issue} to say ${wanted}`, async () => {
        const said = await market.appComments(issue)
        return said.find((body) => body.includes('<!-- tributary:sticky:') && wanted.test(body))
      }),
    state: (issue) => {
      const latest = states.get(issue) ?? latestOf(app.ledger, subnetStream(id, issue))
      states.set(issue, latest)
      return latest()
    },
    standing: async () => {
      while (await anyErrand(queries)) await sleep(10)
      const tables = ['events', 'intents', 'links', 'subnets']
      const counts = await Promise.all(tables.map((table) => countRows(queries, table)))
      return Object.fromEntries(tables.map((table, index) => [table, counts[index] ?? 0]))
    },
    jump: async (moment) => {
      await world.jump(moment)
      await patiently('what fell due to be found out and paid', async () => {
        const cursor = await readCursor(queries)
        if (!cursor || cursor.at < moment) return undefined
        const { rows } = await queries.execute(
          sql`select stream from subnets where due_at <= ${moment}
            union all select name from jobs.job where name = 'errand' and state in ('created', 'retry', 'active')
            union all select key from intents where status = 'owed' and not_before <= ${moment} and coldkey is not null
              and key not in (select intent_key from holds)`,
        )
        return rows.length === 0 ? true : undefined
      })
    },
    stop: () => world.stop(),
  }
  return house

  function sign(body: string): Record<string, string> {
    return {
      'content-type': 'application/json',
      'x-github-event': 'issue_comment',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${createHmac('sha256', github.app.webhookSecret).update(body).digest('hex')}`,
    }
  }
}

/** One that is run for the first time; those that failed before may fail for long. */
const anyErrand = async (queries: Queries): Promise<boolean> => {
  const found = sql`select id from jobs.job where name = 'errand' and state in ('created', 'active') limit 1`
  return (await queries.execute(found)).rows.length > 0
}

/** Looks every 25 ms until there is something; throws, saying what was waited for, after 15 seconds or so many milliseconds. */
export async function patiently<Found>(
  what: string,
  look: () => Promise<Found | undefined>,
  patience = 15_000,
): Promise<Found> {
  const end = Date.now() + patience
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await sleep(25)
  }
}

/** An idea as the form writes it, with some answers changed; null leaves the question out. */
export function form(changes: Readonly<Record<string, string | null>> = {}): string {
  const answers: Record<string, string | null> = {
    'Problem title': 'Maps are out of date',
    'Article link': 'https://articles.test/good',
    'Market inefficiency': 'Farms pay four times.',
    'Proposed solution': 'Maps by a subnet.',
    'Incentive mechanism sketch': 'Error against ground truth.',
    'Roles needed': 'developer',
    'Funding target in TAO': '50',
    ...changes,
  }
  return Object.entries(answers)
    .filter(([, answer]) => answer !== null)
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join('\n\n')
}
