import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Ledger } from '../../ledger/ledger.ts'
import { ideaBehind, isAlive, movedTo } from '../../ledger/moves.ts'
import { openLedger } from '../../ledger/open.ts'
import { surfaceOf } from '../../ledger/surfaces.ts'
import { prepareDelivery } from '../deliver.ts'
import { commentPayload, fakePorts, issuesPayload } from '../kit/testing/payloads.ts'

// GitHub moves issue 3 of the market to issue 8 of another repository, in which the App is too.

const [OLD, NEW] = ['subnet:7:3', 'subnet:9:8']
const elsewhere = { id: 9, name: 'ideas', owner: { login: 'delta' } }

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
})
afterEach(() => ledger.close())

/** Handles a delivery as the inbox does; the events and answers that it led to. */
async function deliver(event: string, payload: unknown): Promise<string[]> {
  const { queries } = ledger
  const ports = fakePorts({
    isKnown: async (stream) => (await ledger.readSubnet(stream)).phase !== 'none',
    isAlive: (stream) => isAlive(queries, stream),
    ideaBehind: (stream) => ideaBehind(queries, stream),
    hasMoved: async (stream) => (await movedTo(queries, stream)) !== null,
  })
  const results = await ledger.write(await prepareDelivery({ id: 'any', event, payload }, ports))
  return results.flatMap(({ events, answer }) => [...events, ...(answer ? [answer.kind] : [])])
}

const { issue, repository } = issuesPayload('opened')
const there = { ...issuesPayload('opened'), repository: elsewhere, installation: { id: 6 } }
const news = {
  opened: issuesPayload('opened'),
  left: { ...issuesPayload('transferred'), changes: { new_issue: { number: 8 }, new_repository: elsewhere } },
  /** As a list of issues tells it: not where it came from. */
  listed: { ...there, issue: { ...issue, id: 1_001, number: 8 } },
  came: {
    ...there,
    issue: { ...issue, id: 1_001, number: 8 },
    changes: { old_issue: issue, old_repository: repository },
  },
}

const phases = async () => [(await ledger.readSubnet(OLD)).phase, (await ledger.readSubnet(NEW)).phase]

test.for([
  ['as it happened', ['opened', 'left', 'came']],
  ['the new repository first', ['opened', 'came', 'left']],
  ['each twice', ['opened', 'left', 'left', 'came', 'came']],
  ['found in a list before it is told', ['opened', 'listed', 'left', 'came']],
  ['found in a list after it is told', ['opened', 'left', 'listed', 'came']],
] as const)('of an idea that is known there is one bill: %s', async ([, order]) => {
  for (const name of order) await deliver('issues', news[name])
  const [old, new_] = await phases()
  expect(old).toBe('awaiting-deposit')
  expect(['none', 'closed']).toContain(new_)
  expect(await movedTo(ledger.queries, OLD)).toEqual({
    stream: NEW,
    repository: 'delta/ideas',
    issue: 8,
    installation: 6,
  })
})

test('of one that is heard of in the new repository first there is one bill too: it is opened there alone', async () => {
  for (const name of ['came', 'left', 'opened'] as const) await deliver('issues', news[name])
  expect(await phases()).toEqual(['none', 'awaiting-deposit'])
})

test('it is told where it came from, its thread moves with it, and what is written there is about it', async () => {
  await deliver('issues', news.opened)
  const shown = { subject: OLD, installationId: 5, repository: 'riverbed/market', issue: 3, commentId: 77 }
  const { surfaces } = await import('../../ledger/schema.ts')
  await ledger.queries.insert(surfaces).values(shown)
  expect(await deliver('issues', news.left)).toEqual([])
  expect(await deliver('issues', news.came)).toEqual(['moved-here'])
  expect(await surfaceOf(ledger.queries, OLD)).toMatchObject({
    installationId: 6,
    repository: 'delta/ideas',
    issue: 8,
    commentId: null,
    posting: true,
  })
  const comment = { ...commentPayload('/uphold'), repository: elsewhere }
  expect(await deliver('issue_comment', { ...comment, issue: { ...comment.issue, number: 8 } })).toEqual([
    'refusal',
  ])
  const closed = {
    ...there,
    action: 'closed',
    issue: { ...issue, number: 8, updated_at: '2026-01-02T03:06:05Z' },
  }
  expect(await deliver('issues', closed)).toEqual(['IdeaClosed'])
  expect(await phases()).toEqual(['closed', 'none'])
})
