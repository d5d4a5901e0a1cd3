import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { type AnsweredKind, readReply } from '../ledger/replies.ts'
import { keepAnswers, renderAnswers } from './answers.ts'
import type { Answer } from './kit/handler.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const MINUTE = 60_000
const places = { explorer: 'https://tributary.example', github: 'https://github.test', node: null }
const help = (by: number, minute: number): Answer => ({ kind: 'help', asked: { by, at: minute * MINUTE } })
const typo = (by: number, minute: number): Answer => ({
  kind: 'unknown-command',
  name: 'hlep',
  asked: { by, at: minute * MINUTE },
})

let last = 0
async function answer(issue: number, answers: readonly (Answer | null)[], kind: AnsweredKind = 'comment') {
  const comment = ++last
  const repository = { id: 7, owner: 'riverbed', name: 'market' }
  const target = { repository, installation: 1, issue, kind, comment }
  await ledger.write((writing) => keepAnswers(writing, target, answers))
  const row = await readReply(ledger.queries, { kind, comment })
  if (!row) throw new Error('no answer is kept')
  return renderAnswers(ledger, places, row)
}

test('whoever asks for the commands again and again is shown them once an hour in a thread, and is answered each time', async () => {
  const first = await answer(1, [help(5, 0)])
  expect(first.body).toContain('`/help`')
  for (const minute of [1, 30, 59])
    expect(await answer(1, [help(5, minute)])).toEqual({ reaction: '+1', body: null })
  // Somebody else, another thread, and later.
  expect(await answer(1, [help(6, 2)])).toEqual({ ...first, body: expect.stringContaining('`/help`') })
  expect((await answer(2, [help(5, 2)])).body).toContain('`/help`')
  expect((await answer(1, [help(5, 60)])).body).toContain('`/help`')
  // A review takes no reaction.
  expect((await answer(1, [help(5, 61)], 'review')).body).not.toContain('`/status`')
})

test('what is no command is named each time, and the list of the commands is not repeated', async () => {
  expect((await answer(3, [typo(5, 0)])).body).toContain('`/status`')
  const again = await answer(3, [typo(5, 1)])
  expect(again.reaction).toBeNull()
  expect(again.body).toContain('hlep')
  expect(again.body).not.toContain('`/status`')
})
