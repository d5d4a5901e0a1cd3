import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Delivery, Fault } from '../../src/local/github/control.ts'
import { expectAllRight } from './reckoning.ts'
import {
  type FaultWorld,
  linkPeople,
  openAndOverpay,
  openIdea,
  startFaultWorld,
  untilOpen,
  untilTime,
} from './support.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await startFaultWorld()
  await linkPeople(world)
})
afterAll(() => world.stop())

test.for<[string, Fault, number]>([
  ['500 to everything the App writes', { kind: 'status', status: 500 }, 2],
  ['403, too many calls in this hour', { kind: 'rate-limit', seconds: 1 }, 2],
  ['403, too many calls at once', { kind: 'rate-limit', secondary: true, seconds: 1 }, 2],
  ['404 to everything the App writes', { kind: 'status', status: 404 }, 2],
  ['an answer that never comes, although it was done', { kind: 'cut', after: true }, 2],
])('%s', { timeout: 60_000 }, async ([what, fault, times]) => {
  const n = 1 + (await world.app.report().then((report) => report?.ideas.length ?? 0))
  for (const method of ['POST', 'PATCH']) {
    world.github.control.fail(
      fault,
      { method, path: /\/issues\/(\d+\/(comments|labels)|comments\/\d+)$/ },
      times,
    )
  }
  const issue = await openAndOverpay(world, n)
  await untilOpen(world, issue)
  // What GitHub has refused for good is shown with the next change.
  if (what.startsWith('404')) await world.market.comment('mia', issue, '/challenge It is not true.')
  await expectAllRight(world)
})

test('500 deliveries, half of them doubled, all out of order', { timeout: 90_000 }, async () => {
  const { market, github } = world
  const issue = await openAndOverpay(world, 6)
  await untilOpen(world, issue)
  const { owner, repo } = github.market
  const chat = await market.openIssue('ops', 'Questions', '')
  github.control.webhooks('hold')
  const opened = [await openIdea(world, 7), await openIdea(world, 8)]
  await market.comment('mia', issue, '/challenge It is not true.')
  for (const voter of ['vera', 'viktor']) await market.comment(voter, issue, '/uphold')
  await market.comment('violet', issue, '/reject')
  await market.link('fay', issue)
  const { issues } = new Octokit({ baseUrl: github.url, auth: github.tokens.milo })
  for (let n = 0; n < 243; n++)
    await issues.createComment({ owner, repo, issue_number: chat, body: `Is this the ${n}th question?` })
  await github.control.release((held) => {
    expect(held.length).toBeGreaterThanOrEqual(250)
    return shuffled([...held, ...held])
  })
  const sent = github.control.deliveries().slice(-250)
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set(['OK']))
  await untilTime(world, issue, 'the dispute is over', ({ dispute }) => !!dispute.disputes[0]?.verdict)
  await expectAllRight(world)
  const report = await world.app.report()
  expect(report?.ideas.filter(({ state }) => opened.includes(state.idea?.issue ?? 0))).toHaveLength(2)
})

/** In an order that looks like chance and is the same each time. */
function shuffled(all: readonly Delivery[]): Delivery[] {
  let seed = 20_260_101
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed
  }
  return all
    .map((delivery) => ({ delivery, place: next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ delivery }) => delivery)
}
