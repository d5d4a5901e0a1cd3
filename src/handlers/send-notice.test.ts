import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { live } from '../../test/support/addressed.ts'
import { people, repository, stream } from '../../test/support/commands.ts'
import { validators } from '../../test/support/mined-commands.ts'
import { minedTales, nearing } from '../../test/support/mined-tales.ts'
import { slowConfig, slowly } from '../../test/support/slow.ts'
import { linkOf, tales } from '../../test/support/tales.ts'
import type { GitHubApp } from '../github/client.ts'
import { openLogins } from '../github/login.ts'
import { keepConfig } from '../ledger/configs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { loginsOf } from '../ledger/links.ts'
import { keepMove } from '../ledger/moves.ts'
import { openLedger } from '../ledger/open.ts'
import { noteEdited } from '../ledger/replies.ts'
import type { Person } from '../mechanisms/kernel/occurrence.ts'
import { rao } from '../mechanisms/money.ts'
import { gitHubJobs } from './jobs.ts'
import type { GitHubWork } from './kit/show.ts'
import { causesNotice } from './notices.ts'
import { type Happened, sendNotice } from './send-notice.ts'
import { showIdea } from './show-idea.ts'

const APP_ID = 4242

let ledger: Ledger
let weighAll: GitHubWork['weighAll']
let headAt = 0
let github: ReturnType<typeof openGitHub>

beforeEach(async () => {
  ledger = await openLedger({ causesNotice })
  github = openGitHub()
  headAt = 0
  weighAll = async () => {
    throw new Error('nobody has to be weighed')
  }
})
afterEach(() => ledger.close())

/** As much of GitHub as a notice asks for. `lose`: the next comment arrives, and its answer is lost. */
function openGitHub() {
  const comments: { id: number; body: string; issue: unknown }[] = []
  const calls: string[] = []
  const logins: Record<number, string> = { [people.ada.id]: 'ada-now', [people.ben.id]: 'ben-now' }
  let isLost = false
  const request = async (route: string, given: Record<string, unknown>) => {
    calls.push(`${route} ${given.account_id ?? given.assignees ?? ''}`.trim())
    if (route.startsWith('PATCH')) {
      const edited = comments.find(({ id }) => id === given.comment_id)
      if (edited) edited.body = String(given.body)
      return { data: {} }
    }
    if (route.startsWith('GET /user/')) return { data: { login: found(logins[Number(given.account_id)]) } }
    if (route.startsWith('GET')) return { data: comments.map((comment) => ({ ...comment, ...OURS })) }
    if (!route.endsWith('/comments')) return { data: {} }
    comments.push({ id: comments.length + 1, body: String(given.body), issue: given.issue_number })
    if (isLost) {
      isLost = false
      throw Object.assign(new Error('socket hang up'), { status: 500 })
    }
    return { data: { id: comments.length } }
  }
  return { comments, calls, logins, request, lose: () => (isLost = true) }
}

const OURS = { user: { type: 'Bot' }, performed_via_github_app: { id: APP_ID } }

function found(login: string | undefined): string {
  if (login === undefined) throw Object.assign(new Error('Not Found'), { status: 404 })
  return login
}

const work = (): GitHubWork => ({
  ledger,
  github: { asInstallation: async () => github } as unknown as GitHubApp,
  configs: { fileOf: async () => null } as never,
  places: { explorer: 'https://tributary.example', github: 'https://github.com', node: null },
  appId: APP_ID,
  weighAll,
  headAt: async () => headAt,
  log: pino({ enabled: false }),
})

/** What is to be said, taken out of the queue. */
async function due(): Promise<readonly Happened[]> {
  const jobs = await ledger.jobs.boss.fetch<Happened>('notice', { batchSize: 20 })
  return jobs.map(({ data }) => data)
}

async function one(): Promise<Happened> {
  const [happened] = await due()
  if (!happened) throw new Error('nothing is to be said')
  return happened
}

const bodies = () => github.comments.map(({ body }) => body)

test('what makes it nobody’s turn asks for no comment', async () => {
  await live(ledger, stream(), tales.funding)
  expect(await due()).toEqual([])
})

test('a challenge is told to the discoverer in one new comment, by the login of today, and never again', async () => {
  await live(ledger, stream(), tales.disputed.slice(0, 4))
  await live(ledger, stream(), tales.disputed.slice(5))
  const happened = await one()
  await sendNotice(work(), openLogins(), happened)
  await sendNotice(work(), openLogins(), happened)
  expect(github.calls).toEqual([
    `GET /user/{account_id} ${people.ada.id}`,
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  ])
  expect(bodies()).toEqual([expect.stringMatching(/^\*\*Challenged:\*\* @ada-now, ben says/)])
})

test('of an idea whose issue was moved it is said where that went, and so is its thread; nowhere, if the App is not there', async () => {
  await live(ledger, stream(), tales.disputed.slice(0, 4))
  await live(ledger, stream(), tales.disputed.slice(5))
  const happened = await one()
  const to = { stream: 'subnet:9:8', repository: 'delta/ideas', issue: 8 }
  await keepMove(ledger.queries, stream(), { ...to, installation: null })
  await sendNotice(work(), openLogins(), happened)
  await showIdea(work(), stream())
  expect(github.comments).toEqual([])
  await keepMove(ledger.queries, stream(), { ...to, installation: 6 })
  await sendNotice(work(), openLogins(), happened)
  await showIdea(work(), stream()).catch(() => undefined)
  expect(github.comments).toMatchObject([
    { issue: 8, body: expect.stringMatching(/^\*\*Challenged:/) },
    { issue: 8, body: expect.stringContaining('This issue was moved to `delta/ideas#8`.') },
  ])
})

test('one that somebody edits says again what it said, though the turn is over and the login another', async () => {
  await ledger.write(({ queries }) => keepConfig(queries, repository.id, slowConfig))
  const open = slowly(minedTales.invited)
  await live(ledger, stream(), open)
  for (const happened of await due()) await sendNotice(work(), openLogins(), happened)
  const comment = github.comments.find(({ issue }) => issue === 11)
  if (!comment) throw new Error('nobody was told')
  const said = comment.body
  await live(ledger, stream(), slowly(minedTales.guaranteed).slice(open.length))
  github.logins[people.ben.id] = 'benjamin'
  comment.body = 'Pay to another account'
  const answered = await noteEdited(ledger.queries, comment.id)
  if (!answered) throw new Error('it is not known as ours')
  await gitHubJobs(work()).reply(answered)
  expect(comment.body).toBe(said)
})

test('validators are mentioned too, by the login with which they linked: nobody is asked for it', async () => {
  await ledger.write((writing) => writing.link(linkOf('eva')))
  await live(ledger, stream(), tales.disputed)
  const logins = openLogins()
  for (const happened of await due()) await sendNotice(work(), logins, happened)
  expect(bodies()).toContainEqual(expect.stringContaining('**Your turn to vote, @eva:** comment `/uphold`'))
  expect(github.calls.filter((call) => call.startsWith('GET /user/'))).toHaveLength(1)
})

test('funders are told that they have their money back: the ten who gave the most', async () => {
  await ledger.write((writing) => writing.link(linkOf('ben')))
  await live(ledger, stream(), tales.unfunded)
  await sendNotice(work(), openLogins(), await one())
  expect(bodies()).toEqual([expect.stringContaining('@ben, what you gave is in your wallets again')])
  const many = Array.from({ length: 12 }, (_, index) => ({ id: 900 + index, login: `funder-${index}` }))
  for (const person of many) {
    const coldkey = `5Funder${person.id}`
    await ledger.write((writing) => writing.link({ ...linkOf('fox'), person, coldkey }))
  }
  const wanted = many.map(({ id }) => `5Funder${id}`).toReversed()
  expect(await loginsOf(ledger.queries, { coldkeys: wanted }, 10)).toEqual(
    many
      .map(({ login }) => login)
      .toReversed()
      .slice(0, 10),
  )
})

test('killed after the comment and before it was noted, it is found, and not said twice; an account that is gone is named', async () => {
  await live(ledger, stream(), tales.linkFails)
  const happened = await one()
  delete github.logins[people.ada.id]
  github.lose()
  await expect(sendNotice(work(), openLogins(), happened)).rejects.toThrow('hang up')
  await sendNotice(work(), openLogins(), happened)
  expect(bodies()).toEqual([expect.stringContaining('**Your turn, ada:**')])
})

test('the winner of a round becomes the assignee of the pull request, where it is told', async () => {
  await ledger.write(({ queries }) => keepConfig(queries, repository.id, slowConfig))
  await live(ledger, stream(), slowly(minedTales.invited))
  for (const happened of await due()) await sendNotice(work(), openLogins(), happened)
  expect(github.comments.find(({ issue }) => issue !== 1)).toMatchObject({
    issue: 11,
    body: expect.stringMatching(/^\*\*Your turn, @ben-now:\*\* this pull request won round 1/),
  })
  expect(github.calls).toContain('POST /repos/{owner}/{repo}/issues/{issue_number}/assignees ben-now')
})

test('what is over by the time that it is said is not said', async () => {
  await ledger.write(({ queries }) => keepConfig(queries, repository.id, slowConfig))
  await live(ledger, stream(), slowly(minedTales.guaranteed))
  const told = await due()
  for (const happened of told) await sendNotice(work(), openLogins(), happened)
  expect(told.length).toBeGreaterThan(1)
  expect(bodies().join()).not.toMatch(/Your turn/)
})

test('when a round nears its end, only validators who have not scored all are mentioned, once; the one without a wallet by the login that GitHub has', async () => {
  const asked = validators.map(({ user }) => user)
  weighAll = async () => Object.fromEntries([...asked, people.ben.id].map((user) => [user, rao(1n)]))
  await ledger.write(({ queries }) => keepConfig(queries, repository.id, slowConfig))
  await ledger.write((writing) => writing.link(linkOf('eva')))
  const life = slowly(nearing['round-nears-end'])
  // Eva has scored both, the others one at most, and Ben has made one.
  const isLeft = ({ type, ...rest }: { type: string }) =>
    type === 'GiveScore' && 'validator' in rest && (rest.validator as Person).id !== people.eva.id
  await live(
    ledger,
    stream(),
    life.filter((command) => !isLeft(command)),
  )
  const said = await due()
  const whole = weighAll
  weighAll = async () => ({ [people.eva.id]: rao(1n) })
  for (const happened of said) await sendNotice(work(), openLogins(), happened)
  expect(bodies().join(), 'nobody is left to be told').not.toContain('Round 1 ends on')
  weighAll = whole
  for (const happened of [...said, ...said]) await sendNotice(work(), openLogins(), happened)
  const [body, ...others] = bodies().filter((one) => one.startsWith('**Round'))
  expect(others).toEqual([])
  expect(body).toMatch(/^\*\*Round 1 ends on .*\*\* .*@ben-now.*you have not scored all 2 proposals/)
  expect(body).not.toContain('@eva')
})

test('that an end is near is not said once the chain has come to it, however late the ledger is', async () => {
  weighAll = async () => ({ [people.ben.id]: rao(1n) })
  await ledger.write(({ queries }) => keepConfig(queries, repository.id, slowConfig))
  await live(ledger, stream(), slowly(nearing['round-nears-end']))
  const said = await due()
  const { mining } = await ledger.readSubnet(stream())
  headAt = mining.round?.closesAt ?? 0
  for (const happened of said) await sendNotice(work(), openLogins(), happened)
  expect(bodies().join()).not.toContain('Round 1 ends on')
  headAt -= 1
  for (const happened of said) await sendNotice(work(), openLogins(), happened)
  expect(bodies().join()).toContain('Round 1 ends on')
})
