import { expect, test } from 'vitest'
import { NOTHING } from '../kit/handler.ts'
import { bot, FORM, fakePorts, issuesPayload } from '../kit/testing/payloads.ts'
import { eventHandlers } from '../webhooks.ts'

const known = fakePorts({ isKnown: async () => true })
const below = {
  repository: { id: 7, owner: 'riverbed', name: 'market' },
  installation: 5,
  issue: 3,
  kind: 'comment',
  comment: -1_000,
}

test('an opened issue is opened as an idea; its own place is answered', async () => {
  const { effects, replyTo: answered } = await eventHandlers.issues(issuesPayload('opened'), fakePorts())
  expect(effects).toMatchObject([{ kind: 'command', command: { type: 'OpenIdea' } }])
  expect(answered).toEqual(below)
})

test('an edit makes an idea of what was none, and revises what is one', async () => {
  const edited = issuesPayload('edited')
  expect((await eventHandlers.issues(edited, fakePorts())).effects).toMatchObject([
    { command: { type: 'OpenIdea' } },
  ])
  const at = Date.parse('2026-01-02T03:05:05Z')
  expect((await eventHandlers.issues(edited, known)).effects).toMatchObject([
    { command: { type: 'EditIdea', at } },
  ])
})

test.for([
  ['opened', {}, '2026-01-02T03:04:05Z'],
  ['opened', { old_issue: { number: 9 } }, '2026-01-02T03:05:05Z'],
  ['edited', { body: { from: 'Not yet a form.' } }, '2026-01-02T03:05:05Z'],
  ['edited', { body: { from: FORM.replace(/50$/, '1') } }, '2026-01-02T03:05:05Z'],
  ['edited', { body: { from: FORM.replace('four', 'five') } }, '2026-01-02T03:04:05Z'],
  ['edited', { title: { from: 'Maps' } }, '2026-01-02T03:04:05Z'],
] as const)('an issue that is %s with changes %o is an idea since %s', async ([action, changes, since]) => {
  const { effects } = await eventHandlers.issues({ ...issuesPayload(action), changes }, fakePorts())
  expect(effects).toMatchObject([{ command: { type: 'OpenIdea', at: Date.parse(since) } }])
})

test('an edit that the settings do not allow does not reach the idea', async () => {
  const edited = issuesPayload('edited', { body: FORM.replace(/50$/, '1') })
  const handling = await eventHandlers.issues(edited, known)
  expect(handling.effects).toMatchObject([{ kind: 'answer', answer: { problems: [{ field: 'target' }] } }])
  expect(handling.replyTo).toEqual(below)
})

test.for(['closed', 'deleted'])('an idea is withdrawn when its issue is %s by a person', async (action) => {
  const { effects } = await eventHandlers.issues(issuesPayload(action), known)
  expect(effects).toMatchObject([{ stream: 'subnet:7:3', command: { type: 'WithdrawIdea' } }])
})

test('what a bot closes, what is no idea, other actions and other shapes lead to nothing', async () => {
  expect(await eventHandlers.issues(issuesPayload('closed', {}, bot), known)).toEqual(NOTHING)
  expect(await eventHandlers.issues(issuesPayload('closed'), fakePorts())).toEqual(NOTHING)
  expect(await eventHandlers.issues(issuesPayload('labeled'), known)).toEqual(NOTHING)
  expect(await eventHandlers.issues({ action: 'opened' }, known)).toEqual(NOTHING)
})
