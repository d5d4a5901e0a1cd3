import { afterAll, beforeAll, expect, test } from 'vitest'
import { stream, tao } from '../../../test/support/commands.ts'
import { append } from '../../ledger/events.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { noteReply, type ReplyRow, readReply } from '../../ledger/replies.ts'
import { wasTask } from '../../ledger/tasks.ts'
import { teamOf } from '../../mechanisms/streams/names.ts'
import { renderAnswers } from '../answers.ts'
import { prepareDelivery } from '../deliver.ts'
import { fakePorts, issuesPayload } from '../kit/testing/payloads.ts'

// Rule T2: a form that is edited has one answer. The subnet has no team yet, so that no form opens a task.

const places = { explorer: 'https://explorer.test', github: 'https://github.test', node: null }
const asked = { kind: 'comment', comment: -1_000 } as const

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const formOf = (reward: string) =>
  `### Role\n\ndeveloper\n\n### Reward in TAO\n\n${reward}\n\n### Open for\n\n14 days\n\n### What is to be done\n\nAll.`

/** The issue comes to ask for this reward; what is answered by then. */
async function ask(reward: string, action: 'opened' | 'edited'): Promise<string | null> {
  const payload = {
    ...issuesPayload(action, { body: formOf(reward) }),
    ...(action === 'edited' && { changes: { body: { from: '' } } }),
  }
  const ports = fakePorts({
    subnetAt: async () => stream(),
    freeIn: async () => tao(20),
    wasTask: (subnet, issue) => wasTask(ledger.queries, subnet, issue),
  })
  await ledger.write(await prepareDelivery({ id: reward, event: 'issues', payload }, ports))
  return (await renderAnswers(ledger, places, await answer())).body
}

const answer = async () => (await readReply(ledger.queries, asked)) as ReplyRow

test('what is said to a form follows its edits, and is not said again while it is the same', async () => {
  expect(await ask('much', 'opened')).toContain('Edit the issue and mend this')
  await noteReply(ledger.queries, asked, { replyId: 900 })
  expect(await ask('lots', 'edited')).toContain('Edit the issue and mend this')
  expect((await answer()).edits).toBe(0)
  expect(await ask('2', 'edited')).toContain('This subnet has no team')
  expect((await answer()).edits).toBe(1)
})

test('of a task that is open, or over, an edit is told that it changes nothing', async () => {
  const opened = { type: 'TaskOpened', issue: 3 }
  await ledger.write(({ queries }) => append(queries, teamOf(stream()), 0, [opened]))
  expect(await ask('3', 'edited')).toContain('an edit changes neither its role')
  expect(await wasTask(ledger.queries, stream(), 4)).toBe(false)
})
