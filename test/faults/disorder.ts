import { Octokit } from '@octokit/rest'
import { expect } from 'vitest'
import type { Delivery } from '../../src/local/github/control.ts'
import { expectAllRight } from './reckoning.ts'
import { type FaultWorld, openAndOverpay, openIdea, untilOpen, untilTime } from './support.ts'

/**
 * Ideas, a dispute, a link and so many questions come in together, each of them twice and all out of order. `first` is the
 * number of the first of three ideas.
 */
export async function disorder(world: FaultWorld, first: number, questions: number): Promise<void> {
  const { market, github } = world
  const issue = await openAndOverpay(world, first)
  await untilOpen(world, issue)
  const { owner, repo } = github.market
  const chat = await market.openIssue('ops', 'Questions', '')
  github.control.webhooks('hold')
  const opened = [await openIdea(world, first + 1), await openIdea(world, first + 2)]
  await market.comment('mia', issue, '/challenge It is not true.')
  for (const voter of ['vera', 'viktor']) await market.comment(voter, issue, '/uphold')
  await market.comment('violet', issue, '/reject')
  await market.link('fay', issue)
  const { issues } = new Octokit({ baseUrl: github.url, auth: github.tokens.milo })
  for (let n = 0; n < questions; n++)
    await issues.createComment({ owner, repo, issue_number: chat, body: `Is this the ${n}th question?` })
  await github.control.release((held) => {
    expect(held.length).toBeGreaterThanOrEqual(questions + 7)
    return shuffled([...held, ...held])
  })
  const sent = github.control.deliveries().slice(-questions - 7)
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set(['OK']))
  await untilTime(world, issue, 'the dispute is over', ({ disputes }) => !!disputes[0]?.verdict)
  await expectAllRight(world)
  const report = await world.app.report()
  expect(report?.ideas.filter(({ state }) => opened.includes(state.idea?.issue ?? 0))).toHaveLength(2)
}

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
