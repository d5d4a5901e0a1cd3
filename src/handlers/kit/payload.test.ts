import { expect, test } from 'vitest'
import { isCommentPayload, isIssuesPayload, isPullPayload, isPushPayload } from './check-payload.ts'
import { millisecondsOf, personOf, repositoryOf } from './payload.ts'
import { AT, commentPayload, dana, issuesPayload, pullPayload } from './testing/payloads.ts'

test('what GitHub sends is read, with all that is not looked at in it', () => {
  expect(isIssuesPayload({ ...issuesPayload('opened'), changes: {}, organization: {} })).toBe(true)
  expect(isCommentPayload(commentPayload('Hello'))).toBe(true)
})

test.for([
  ['no object', null],
  ['no installation', { ...issuesPayload('opened'), installation: undefined }],
  ['an issue without a number', issuesPayload('opened', { number: undefined as never })],
  ['a number that is a text', issuesPayload('opened', { number: '3' as never })],
  ['a number below 1', issuesPayload('opened', { number: 0 })],
  ['an id that is no whole number', issuesPayload('opened', { id: 1.5 })],
  ['a time that is none', issuesPayload('opened', { created_at: 'yesterday' })],
  ['a time that never was', issuesPayload('opened', { created_at: '2026-13-41T99:00:00Z' })],
  ['a year alone', issuesPayload('opened', { created_at: '2026' })],
  ['a user without a type', issuesPayload('opened', { user: { id: 1, login: 'x' } as never })],
])('%s: not a payload of issues', ([, payload]) => {
  expect(isIssuesPayload(payload)).toBe(false)
})

test('an issue or pull request whose account is gone is still one, and nobody is whoever GitHub puts there instead', () => {
  expect(isIssuesPayload(issuesPayload('closed', { user: null }))).toBe(true)
  expect(isPullPayload(pullPayload('closed', { user: null, merged: undefined as never }))).toBe(true)
  expect(personOf(null)).toBeNull()
  expect(personOf({ id: 10_137, login: 'ghost', type: 'User' })).toBeNull()
  expect(personOf(dana)).toEqual({ id: 11, login: 'dana' })
})

test('of the issue below which a comment stands only the number is needed', () => {
  const { installation, repository, sender, comment, action } = commentPayload('/uphold')
  const payload = { installation, repository, sender, comment, action }
  expect(isCommentPayload({ ...payload, issue: { number: 3 } })).toBe(true)
  expect(isCommentPayload({ ...payload, issue: {} })).toBe(false)
})

test('an issue may have no body', () => {
  expect(isIssuesPayload(issuesPayload('opened', { body: null }))).toBe(true)
})

test('a push may leave out what a commit did not do', () => {
  const { installation, repository } = issuesPayload('')
  const push = {
    installation,
    repository: { ...repository, default_branch: 'main' },
    ref: 'refs/heads/main',
    after: 'abc',
    deleted: false,
  }
  expect(isPushPayload({ ...push, commits: [{ modified: ['a'], added: null }] })).toBe(true)
  expect(isPushPayload({ ...push, commits: [{ modified: 'a' }] })).toBe(false)
})

test('a repository is known by its id, a time in milliseconds', () => {
  expect(repositoryOf(issuesPayload(''))).toEqual({ id: 7, owner: 'riverbed', name: 'market' })
  expect(millisecondsOf('2026-01-02T03:04:05Z')).toBe(AT)
})
