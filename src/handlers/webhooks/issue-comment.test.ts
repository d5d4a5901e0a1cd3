import { expect, test } from 'vitest'
import { NOTHING } from '../kit/handler.ts'
import { AT, bot, commentPayload, dana, fakePorts } from '../kit/testing/payloads.ts'
import { handleIssueComment } from './issue-comment.ts'

const known = fakePorts({ isKnown: async () => true })

test('commands are carried out in their order, with who, where and when', async () => {
  const { effects, replyTo } = await handleIssueComment(commentPayload('/uphold\n/reject'), known)
  const who = {
    voter: { id: 11, login: 'dana' },
    at: AT,
    source: { kind: 'comment', issue: 3, comment: 2_000 },
  }
  expect(effects).toMatchObject([
    { stream: 'subnet:7:3', command: { type: 'Vote', side: 'uphold', ...who } },
    { stream: 'subnet:7:3', command: { type: 'Vote', side: 'reject', ...who } },
  ])
  expect(replyTo).toMatchObject({ issue: 3, comment: 2_000, installation: 5 })
})

test('a comment that comes before its issue opens the idea first', async () => {
  const { effects } = await handleIssueComment(commentPayload('/status'), fakePorts())
  expect(effects).toMatchObject([{ command: { type: 'OpenIdea' } }, { answer: { kind: 'status' } }])
})

test('a comment below a form with mistakes is answered, and the form is left to the issue', async () => {
  const payload = commentPayload('/status')
  const spoiled = { ...payload, issue: { ...payload.issue, body: '### Problem title\n\nMaps' } }
  const { effects } = await handleIssueComment(spoiled, fakePorts())
  expect(effects).toEqual([
    { kind: 'answer', answer: { kind: 'status', stream: 'subnet:7:3', askedOn: null } },
  ])
})

test('an unknown command is told by its name, and so is an eleventh', async () => {
  const { effects } = await handleIssueComment(commentPayload('/frobnicate'), known)
  expect(effects).toMatchObject([{ kind: 'answer', answer: { kind: 'unknown-command', name: 'frobnicate' } }])
  const many = await handleIssueComment(commentPayload(Array(11).fill('/help').join('\n')), known)
  expect(many.effects).toHaveLength(11)
  expect(many.effects[10]).toMatchObject({ answer: { kind: 'bad-command', name: 'help' } })
})

test('below an issue whose author is gone votes count all the same', async () => {
  const payload = commentPayload('/uphold')
  for (const issue of [
    { ...payload.issue, user: null },
    { number: 3, user: null, labels: null, body: null },
  ]) {
    const { effects } = await handleIssueComment({ ...payload, issue }, fakePorts())
    expect(effects).toMatchObject([{ command: { type: 'Vote', side: 'uphold' } }])
  }
})

test('a command that an edit brings in is answered once, apart from what was answered before, and not carried out', async () => {
  const edited = (from: string, body: string) =>
    handleIssueComment(commentPayload(body, { action: 'edited', changes: { body: { from } } }), known)
  const { effects, replyTo } = await edited('/help', '/help\n/uphold\n/reject')
  expect(effects).toMatchObject([{ kind: 'answer', answer: { kind: 'bad-command', name: 'uphold' } }])
  expect(effects[0]).toMatchObject({ answer: { reason: expect.stringContaining('new comment') } })
  expect(replyTo).toMatchObject({ kind: 'comment-edit', comment: 2_000 })
  expect((await edited('/score 80', '/score 90')).effects).toHaveLength(1)
  expect((await edited('`/uphold` it is', '/uphold')).effects).toHaveLength(1)
  for (const [from, body] of [
    ['/help me', '/help me\nSorry.'],
    ['/uphold\n/reject', '/reject'],
    ['Hello', 'Hello, `/uphold` is for votes'],
    ['Hello', '/frobnicate'],
  ] as const)
    expect(await edited(from, body)).toEqual(NOTHING)
})

const comment = commentPayload('/help').comment

test.for([
  ['no command', commentPayload('Hello')],
  ['an edited comment', commentPayload('/help', { action: 'edited' })],
  ['a deleted comment', commentPayload('/help', { action: 'deleted' })],
  ['a comment of a bot', commentPayload('/help', { sender: bot, comment: { ...comment, user: bot } })],
  ['a comment that another sent', commentPayload('/help', { sender: { ...dana, id: 12 } })],
  [
    'a comment by way of an App',
    commentPayload('/help', { comment: { ...comment, performed_via_github_app: {} } }),
  ],
  ['another shape', { action: 'created', comment: { body: '/help' } }],
] as const)('%s leads to nothing', async ([, payload]) => {
  expect(await handleIssueComment(payload, known)).toEqual(NOTHING)
})
