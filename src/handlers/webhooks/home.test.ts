import { expect, test } from 'vitest'
import { rao } from '../../mechanisms/money.ts'
import { proposalOf, raceOf } from '../../mechanisms/streams/names.ts'
import { NOTHING } from '../kit/handler.ts'
import {
  AT,
  bot,
  commentPayload,
  dana,
  fakePorts,
  issuesPayload,
  pullPayload,
} from '../kit/testing/payloads.ts'
import { handlePullRequest } from '../proposal/pull-request.ts'
import { eventHandlers } from '../webhooks.ts'
import { handleIssueComment } from './issue-comment.ts'

const stream = 'subnet:7:1'
const electorate = [{ user: 1, coldkey: 'v', stake: rao(9n) }]
const atHome = fakePorts({
  subnetAt: async (repository) => (repository === 7 ? stream : null),
  coldkeyWhen: async (user) => `coldkey of ${user}`,
  electorateOf: async (of) => (of === stream ? electorate : []),
})

test('a pull request in a home is seen whole, whatever happened to it', async () => {
  const { effects, replyTo } = await handlePullRequest(pullPayload('synchronize'), atHome)
  expect(replyTo).toBeNull()
  expect(effects).toEqual([
    {
      kind: 'command',
      stream: proposalOf(stream, 4),
      command: {
        type: 'SeeProposal',
        pull: 4,
        author: { id: 11, login: 'dana' },
        title: 'Error against ground truth',
        openedAt: AT,
        head: 'a'.repeat(40),
        status: 'open',
        isChange: true,
        at: AT + 60_000,
        source: { kind: 'pull', pull: 4, head: 'a'.repeat(40) },
      },
    },
  ])
})

test('a bot that proposes is told once that a person has to, and what it proposed before stays whose it was', async () => {
  const opened = await handlePullRequest(pullPayload('opened', { user: bot }), atHome)
  expect(opened.effects).toEqual([{ kind: 'answer', answer: { kind: 'proposed-by-bot' } }])
  expect(opened.replyTo).toMatchObject({ kind: 'pull', issue: 4, comment: 3_000 })
  const push = pullPayload('synchronize', { user: bot })
  expect(await handlePullRequest(push, atHome)).toEqual(NOTHING)
  const known = { head: 'b'.repeat(40), updatedAt: AT, sightings: [] } as never
  const pushed = await handlePullRequest(push, { ...atHome, proposalAt: async () => known })
  expect(pushed).toMatchObject({
    effects: [{ command: { type: 'SeeProposal', author: null } }],
    replyTo: null,
  })
})

test('what the App proposes is answered by nobody, and what is merged for a bot comes into force', async () => {
  const own = { user: bot, head: { sha: 'a'.repeat(40), ref: 'tributary/like-chain-1' } }
  expect(await handlePullRequest(pullPayload('opened', own), atHome)).toEqual(NOTHING)
  const merged = await handlePullRequest(pullPayload('closed', { ...own, merged: true }), atHome)
  expect(merged).toMatchObject({
    effects: [{ stream, command: { type: 'SeeMerged', pull: 4, mergedAt: AT + 60_000 } }],
    replyTo: null,
  })
})

const mergedBy = (changes: object) =>
  pullPayload('opened', {
    user: bot,
    state: 'closed',
    merged: true,
    merged_at: '2026-01-02T03:04:30Z',
    ...changes,
  })

test('what a bot has merged comes into force as of when it was merged, however it is heard', async () => {
  const { effects } = await handlePullRequest(mergedBy({}), atHome)
  const command = { type: 'SeeMerged', pull: 4, mergedAt: AT + 25_000, at: AT + 60_000 }
  expect(effects).toMatchObject([{ kind: 'command', stream, command }])
  expect(await handlePullRequest(mergedBy({ base: { ref: 'other' } }), atHome)).toEqual(NOTHING)
})

test('a proposal that a bot made before that was refused is merged like any other', async () => {
  const known = { head: 'b'.repeat(40), updatedAt: AT, sightings: [] }
  const ports = { ...atHome, proposalAt: async () => known as never }
  const { effects } = await handlePullRequest(mergedBy({}), ports)
  const command = { type: 'SeeProposal', author: null, status: 'merged', mergedAt: AT + 25_000 }
  expect(effects).toMatchObject([{ stream: proposalOf(stream, 4), command }])
})

test('of two news of one second that no push puts in order, GitHub is asked which stands', async () => {
  const at = AT + 60_000
  const known = {
    head: 'b'.repeat(40),
    updatedAt: at,
    sightings: [{ at, head: 'b'.repeat(40), status: 'open' }],
  }
  const asked: number[] = []
  const ports = (proposal: unknown, now: unknown) => ({
    ...atHome,
    proposalAt: async () => proposal as never,
    pullNow: async (_: unknown, __: number, pull: number) => {
      asked.push(pull)
      return now as never
    },
  })
  const { pull_request: present } = pullPayload('edited', { state: 'closed', head: { sha: 'c'.repeat(40) } })
  const seen = async (payload: object, proposal: unknown, now: unknown = present) => {
    const { effects } = await handlePullRequest(payload, ports(proposal, now))
    return effects[0]
  }
  expect(await seen(pullPayload('edited'), known)).toMatchObject({
    command: { head: 'c'.repeat(40), status: 'closed', before: 'b'.repeat(40) },
  })
  expect(asked).toEqual([4])
  const heard = { command: { head: 'a'.repeat(40), status: 'open' } }
  expect(await seen(pullPayload('edited'), known, null)).toMatchObject(heard)
  expect(asked.splice(0)).toEqual([4, 4])

  const pushed = { ...pullPayload('synchronize'), before: 'b'.repeat(40) }
  expect(await seen(pushed, known)).toMatchObject({ command: { before: 'b'.repeat(40), ...heard.command } })
  const replaced = { ...known, sightings: [{ ...known.sightings[0], before: 'a'.repeat(40) }] }
  expect(await seen(pullPayload('edited'), replaced)).toMatchObject(heard)
  expect(await seen(pullPayload('edited'), { ...known, updatedAt: at - 1_000 })).toMatchObject(heard)
  expect(await seen(pullPayload('edited'), null)).toMatchObject(heard)
  expect(asked).toEqual([])
})

test.for([
  [{ draft: true }, 'draft'],
  [{ draft: true, base: { ref: 'other' } }, 'elsewhere'],
  [{ base: { ref: 'other' } }, 'elsewhere'],
  [{ state: 'closed' }, 'closed'],
  [{ state: 'closed', draft: true }, 'closed'],
  [{ state: 'closed', merged: true }, 'merged'],
  [{ state: 'closed', merged: true, base: { ref: 'other' } }, 'closed'],
] as const)('%o is %s', async ([changes, status]) => {
  const { effects } = await handlePullRequest(pullPayload('edited', changes), atHome)
  expect(effects).toMatchObject([{ command: { status } }])
})

test.for([
  ['in a repository that is nobody’s home', pullPayload('opened'), fakePorts()],
  ['of another shape', { ...pullPayload('opened'), pull_request: { number: 4 } }, atHome],
  ['with a head that is none', pullPayload('opened', { head: { sha: '../..' } }), atHome],
] as const)('a pull request %s leads to nothing', async ([, payload, ports]) => {
  expect(await handlePullRequest(payload, ports)).toEqual(NOTHING)
})

const labels = [{ name: 'bug' }, { name: 'incident' }]

test.for([
  ['opened', { labels }, undefined, AT],
  ['labeled', {}, { name: 'incident' }, AT + 60_000],
] as const)('an issue in a home is an incident once it is %s', async ([action, changes, label, at]) => {
  const payload = {
    ...issuesPayload(action, { title: 'No weights for a day', ...changes }),
    ...(label && { label }),
  }
  const { effects } = await eventHandlers.issues(payload, atHome)
  expect(effects).toEqual([
    {
      kind: 'command',
      stream,
      command: {
        type: 'OpenIncident',
        issue: 3,
        opener: { id: 11, login: 'dana' },
        openerColdkey: 'coldkey of 11',
        reason: 'No weights for a day',
        electorate,
        at,
        source: { kind: 'issue', issue: 3 },
      },
    },
  ])
})

test('any other issue in a home is nobody’s business: no idea, no incident', async () => {
  const payloads = [
    issuesPayload('opened'),
    issuesPayload('edited', { labels }),
    issuesPayload('closed', { labels }),
    { ...issuesPayload('labeled', { labels }), label: { name: 'bug' } },
    issuesPayload('opened', { labels, user: bot }),
    issuesPayload('opened', { labels, pull_request: {} }),
  ]
  for (const payload of payloads) expect((await eventHandlers.issues(payload, atHome)).effects).toEqual([])
})

const { issue } = commentPayload('')

test('a comment in a home is about its proposal or its incident, and opens no idea', async () => {
  const onPull = commentPayload('/decline\n/status\n/challenge me', { issue: { ...issue, pull_request: {} } })
  expect((await handleIssueComment(onPull, atHome)).effects).toMatchObject([
    { stream: raceOf(stream), command: { type: 'Decline', pull: 3, person: { id: dana.id } } },
    { answer: { kind: 'status', stream } },
    { answer: { kind: 'bad-command', name: 'challenge' } },
  ])
  expect((await handleIssueComment(commentPayload('/uphold'), atHome)).effects).toMatchObject([
    { stream, command: { type: 'VoteIncident', issue: 3 } },
  ])
})
