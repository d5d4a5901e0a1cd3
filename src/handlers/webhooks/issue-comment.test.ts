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
  expect(effects).toEqual([{ kind: 'answer', answer: { kind: 'unknown-command', name: 'frobnicate' } }])
  const many = await handleIssueComment(commentPayload(Array(11).fill('/help').join('\n')), known)
  expect(many.effects).toHaveLength(11)
  expect(many.effects[10]).toMatchObject({ answer: { kind: 'bad-command', name: 'help' } })
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
