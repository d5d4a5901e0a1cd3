import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { tao, tick } from '../../../test/support/commands.ts'
import { taskTales } from '../../../test/support/mined-tales.ts'
import { labelNamed, roleLabel } from '../../github/labels.ts'
import { proposalOf, teamOf } from '../../mechanisms/streams/names.ts'
import { type CommentSubject, NOTHING } from '../kit/handler.ts'
import { tellSlowly } from '../kit/testing/mined.ts'
import { bot, dana, fakePorts, invocation, issuesPayload, pullPayload } from '../kit/testing/payloads.ts'
import { handlePullRequest } from '../proposal/pull-request.ts'
import { handleTouchedLabel } from '../put-back.ts'
import { join, leave } from '../team/seat-commands.ts'
import { countTask } from './count.ts'
import { endTask } from './end.ts'
import { parseTask } from './form.ts'
import { task } from './list.ts'
import { handleTaskIssue } from './open-task.ts'
import { renderTask } from './thread.ts'

const stream = 'subnet:7:1'
const home = fakePorts({
  subnetAt: async (repository) => (repository === 7 ? stream : null),
  isValidator: async (of, user) => of === stream && user === 11,
  freeIn: async () => tao(5),
})
const FORM =
  '### Role\n\n`Developer`\n\n### Reward in TAO\n\n2.5\n\n### Open for\n\n14 days\n\n### What is to be done\n\nAll.'
const opened = (body: string, labels = [{ name: 'task' }]) => issuesPayload('opened', { body, labels })

test('the form is read, and what is wrong with it is told', () => {
  expect(parseTask(FORM)).toEqual({
    ok: true,
    task: { role: 'developer', reward: 2_500_000_000n, length: 14 * 86_400_000, work: 'All.' },
  })
  for (const [from, to, field] of [
    ['2.5', '0', 'reward'],
    ['2.5', '-1', 'reward'],
    ['2.5', '0.009999999', 'reward'],
    ['2.5', '1e3', 'reward'],
    ['14 days', 'soon', 'length'],
    ['14 days', '91 days', 'length'],
    ['14 days', '23 hours', 'length'],
    ['`Developer`', '', 'role'],
    ['### Open for\n\n14 days\n\n', '', 'length'],
    ['### Role', '### Role\n\na\n\n### Role', 'role'],
    ['14 days', 'x'.repeat(101), 'length'],
  ] as const) {
    const parsed = parseTask(FORM.replace(from, to))
    expect(parsed.ok ? null : parsed.problems.map((one) => one.field), to).toEqual([field])
  }
})

test('what the list of tasks shows for repositories without the form is the form', async () => {
  const told = await readFile(new URL('../../../templates/task/reply/tasks.md', import.meta.url), 'utf8')
  const [, body = ''] = /```markdown\n([\s\S]*?)```/.exec(told) ?? []
  expect(parseTask(body)).toMatchObject({ ok: true, task: { role: 'developer', reward: 2_500_000_000n } })
  const { effects } = await handleTaskIssue(opened(body, []), home)
  expect(effects).toMatchObject([{ command: { type: 'OpenTask', role: 'developer' } }])
})

test('an issue by the form is a task, others in a home are nobody’s business', async () => {
  const { effects, replyTo } = await handleTaskIssue(opened(FORM), home)
  expect(effects).toMatchObject([
    {
      kind: 'command',
      stream: teamOf(stream),
      command: {
        type: 'OpenTask',
        issue: 3,
        role: 'developer',
        opener: { id: 11 },
        isValidator: true,
        free: tao(5),
      },
    },
  ])
  expect(replyTo).toMatchObject({ issue: 3, comment: -1_000 })
  expect((await handleTaskIssue(opened('nothing'), home)).effects).toMatchObject([
    { answer: { kind: 'task-problems' } },
  ])
  // GitHub drops a label that the repository does not have, and every label of who may not write to it.
  expect((await handleTaskIssue(opened(FORM, []), home)).effects).toEqual(effects)
  const others = [opened('nothing', []), issuesPayload('closed', { labels: [{ name: 'task' }] }), {}]
  for (const other of others) expect((await handleTaskIssue(other, home)).effects).toEqual([])
  expect((await handleTaskIssue(opened(FORM), fakePorts())).effects).toEqual([])
})

const UPDATED = Date.parse('2026-01-02T03:05:05Z')
const edit = (body: string, changes: object = { body: { from: 'nothing' } }, sender = dana) => ({
  ...issuesPayload('edited', { body, labels: [] }, sender),
  changes,
})

test('a form that was refused is read again when it is edited, and runs from then on', async () => {
  const { effects, isAnew } = await handleTaskIssue(edit(FORM), home)
  expect(effects).toMatchObject([{ command: { type: 'OpenTask', role: 'developer', at: UPDATED } }])
  expect(isAnew).toBe(true)
  const still = await handleTaskIssue(edit(FORM.replace('2.5', '0')), home)
  expect(still).toMatchObject({ effects: [{ answer: { kind: 'task-problems' } }], isAnew: true })
  expect(await handleTaskIssue(edit('some words'), home)).toEqual(NOTHING)
})

test('a task is not changed by an edit, which is said, and is not opened again when it is over', async () => {
  const known = { ...home, wasTask: async () => true }
  for (const changes of [{ body: { from: FORM } }, { title: { from: 'Loader' } }]) {
    const told = await handleTaskIssue(edit(FORM.replace('2.5', '9'), changes), known)
    expect(told.effects).toMatchObject([{ answer: { kind: 'refusal', refusal: { code: 'task-known' } } }])
  }
  // What a look finds may be a comment as well.
  const looked = { ...issuesPayload('edited', { body: FORM, labels: [] }) }
  expect((await handleTaskIssue(looked, known)).effects).toEqual([])
  // Its form ran by an edit, and that it was opened is heard once more.
  expect(await handleTaskIssue(opened(FORM), known)).toEqual(NOTHING)
})

test('a form that is moved in runs from when it came', async () => {
  const moved = { ...opened(FORM), changes: { old_issue: { number: 9 } } }
  expect((await handleTaskIssue(moved, home)).effects).toMatchObject([{ command: { at: UPDATED } }])
})

test.for([
  ['a bot', { user: bot }, dana],
  ['an account that is gone', { user: null }, dana],
  ['GitHub’s stand-in for one', { user: { id: 10_137, login: 'ghost', type: 'User' } }, dana],
  ['somebody whose form another person edits', {}, { ...dana, id: 12 }],
] as const)('a form of %s opens no task, and that is said', async ([, changes, sender]) => {
  const payload = { ...issuesPayload('edited', { body: FORM, labels: [], ...changes }, sender), changes: {} }
  const { effects } = await handleTaskIssue(payload, home)
  expect(effects).toMatchObject([
    { answer: { kind: 'task-problems', problems: [{ field: 'opener', label: 'Who opens it' }] } },
  ])
  const noForm = { ...payload, issue: { ...payload.issue, body: '', labels: [{ name: 'task' }] } }
  expect((await handleTaskIssue(noForm, home)).effects).toEqual([])
})

test.for([
  ['Task: #12', 12],
  ['Some words.\r\n\r\ncloses #12, I think', 12],
  ['task #12', 12],
  ['Fixes: #7\nTask: #12', 7],
  ['- Task: #12', 12],
  ['1. [x] **Task:** #12', 12],
  ['_Task: #12_', 12],
  ['Task: `#12`', 12],
  ['Fixed #12', 12],
  ['Close: [#12](https://github.com/riverbed/market/issues/12)', 12],
  ['\u200bTask:\u00a0#12', 12],
  ['Resolves https://github.com/riverbed/market/issues/12.', 12],
  ['Task: Riverbed/Market#12', 12],
  ['Task: elsewhere/market#12', undefined],
  ['Resolves https://github.com/riverbed/other/issues/12', undefined],
  ['> Task: #12', undefined],
  ['Task: #12a', undefined],
  ['Fixing #12', undefined],
  ['as said in task #12', undefined],
  ['Task: 12', undefined],
  ['', undefined],
  [null, undefined],
] as const)('a pull request that says %j is for task %s', async ([body, named]) => {
  const { effects } = await handlePullRequest(pullPayload('opened', { body }), home)
  const [effect] = effects
  expect(effect).toMatchObject({ stream: proposalOf(stream, 4) })
  const command = effect?.kind === 'command' && effect.command.type === 'SeeProposal' ? effect.command : null
  expect(command?.task).toBe(named)
})

test.for([
  ['line ends', '\n'],
  ['spaces', ' '],
  ['tabs', '\t'],
  ['names without a number', 'task\n'],
  ['marks', '*'],
  ['slashes', 'task: a/'],
])('a text of a million %s is read at once', async ([, filling = '']) => {
  const body = `task${filling.repeat(1_000_000)}b`
  const [effect] = (await handlePullRequest(pullPayload('opened', { body }), home)).effects
  expect(effect).toMatchObject({ command: { type: 'SeeProposal' } })
})

test('seats are asked for and left anywhere in a home, and nowhere else', async () => {
  const on = (subject: CommentSubject, args = '') => ({ ...invocation(args), subject })
  const issue: CommentSubject = { kind: 'incident', stream, issue: 3 }
  const idea: CommentSubject = { kind: 'idea', stream }
  const ports = fakePorts({ coldkeyWhen: async () => '5me', inheritedBy: async () => ['5old'] })
  expect(await join.run(on(issue, ' `Developer` '), ports)).toMatchObject({
    stream: teamOf(stream),
    command: { type: 'AskSeat', role: 'developer', coldkey: '5me', inherited: ['5old'] },
  })
  expect(await leave.run(on({ kind: 'proposal', stream, pull: 4 }), ports)).toMatchObject({
    command: { type: 'LeaveSeat', role: null },
  })
  for (const effect of [
    join.run(on(idea, 'x'), ports),
    leave.run(on(idea), ports),
    join.run(on(issue), ports),
  ]) {
    expect(await effect).toMatchObject({ answer: { kind: 'bad-command' } })
  }
  expect(await task.run(on(idea), ports)).toEqual({ kind: 'answer', answer: { kind: 'tasks', tasks: [] } })
  const shown = { title: '', role: 'developer', reward: tao(1), stage: 'open' } as const
  const [late, soon] = [
    { ...shown, issue: 4, closesAt: 2 },
    { ...shown, issue: 5, closesAt: 1 },
  ]
  const heard = { ...ports, tasksOf: async () => [late, soon] }
  expect(await task.run(on(idea), heard)).toMatchObject({ answer: { tasks: [{ issue: 5 }, { issue: 4 }] } })
})

/** A GitHub that refuses to merge these pull requests, by the status and what they are. */
function github(refused: Readonly<Record<number, object>>) {
  const calls: string[] = []
  const request = async (route: string, params: { pull_number?: number; issue_number?: number }) => {
    const number = params.pull_number ?? params.issue_number ?? 0
    calls.push(`${route.split(' ')[0]} ${number}`)
    const pull = refused[number]
    if (route.endsWith('/files')) return { data: (pull as { files?: object[] }).files ?? [] }
    if (route.startsWith('GET')) return { data: pull }
    if (route.startsWith('PUT') && pull) throw Object.assign(new Error('refused'), { status: 405 })
    return { data: { sha: 'd'.repeat(40) } }
  }
  return { calls, tools: { github: { asInstallation: async () => ({ request }) } } as never }
}

const state = tellSlowly(taskTales.counted)
const ending = { kind: 'task-end', key: '', issue: 60 } as const
const when = { at: 1, source: { kind: 'errand', name: 'task-end' } } as const
const open = { state: 'open', merged: false, mergeable: false, mergeable_state: 'dirty' }
const headOf = (pull: number) => state.tasks.open[0]?.results.find((one) => one.pull === pull)?.head

test('the best is merged, and all others and the task are closed', async () => {
  const { calls, tools } = github({})
  expect(await endTask(tools, state, ending, when)).toMatchObject({
    type: 'ReportTaskEnd',
    issue: 60,
    merged: { pull: 21, commit: 'd'.repeat(40) },
  })
  expect(calls).toEqual(['PUT 21', 'PATCH 22', 'PATCH 60'])
})

test('one that conflicts, or was pushed to since, makes way for the next', async () => {
  const conflicting = github({ 21: { ...open, head: { sha: headOf(21) } } })
  expect(await endTask(conflicting.tools, state, ending, when)).toMatchObject({ merged: { pull: 22 } })
  const moved = github({ 21: { ...open, head: { sha: 'x' } }, 22: { ...open, head: { sha: 'x' } } })
  expect(await endTask(moved.tools, state, ending, when)).toMatchObject({ merged: null })
  expect(moved.calls.slice(-3)).toEqual(['PATCH 21', 'PATCH 22', 'PATCH 60'])
})

test.for(['closed', 'draft', 'elsewhere'] as const)(
  'one that is %s by now is not asked to be merged',
  async (status) => {
    const { proposals } = state
    const withdrawn = {
      ...state,
      proposals: { ...proposals, 21: { ...proposals[21], status } },
    } as typeof state
    const { calls, tools } = github({})
    expect(await endTask(tools, withdrawn, ending, when)).toMatchObject({ merged: { pull: 22 } })
    expect(calls).toEqual(['PUT 22', ...(status === 'closed' ? [] : ['PATCH 21']), 'PATCH 60'])
  },
)

test('one that somebody has merged by hand wins as it was scored', async () => {
  const merged = {
    state: 'closed',
    merged: true,
    merge_commit_sha: 'e'.repeat(40),
    head: { sha: headOf(21) },
  }
  expect(await endTask(github({ 21: merged }).tools, state, ending, when)).toMatchObject({
    merged: { pull: 21, commit: 'e'.repeat(40) },
  })
})

test('where GitHub does not let the App merge, nobody is passed over', async () => {
  const { calls, tools } = github({ 21: { ...open, mergeable_state: 'blocked', head: { sha: headOf(21) } } })
  await expect(endTask(tools, state, ending, when)).rejects.toThrow('does not let the App merge')
  expect(calls).toEqual(['PUT 21', 'GET 21', 'GET 21'])
})

test.for(['filename', 'previous_filename'])(
  'one that changes a workflow, by its %s, makes way',
  async (name) => {
    const files = [{ filename: 'a.ts' }, { filename: 'b.yml', [name]: '.github/workflows/ci.yml' }]
    const refused = { ...open, mergeable_state: 'blocked', head: { sha: headOf(21) }, files }
    expect(await endTask(github({ 21: refused }).tools, state, ending, when)).toMatchObject({
      merged: { pull: 22 },
    })
  },
)

test('nothing is counted while a submission is not read: it might change the architecture', async () => {
  const unread = taskTales.scored.filter((command) => command.type !== 'ReportHead' || command.pull !== 22)
  const counting = tellSlowly([...unread, tick(3_200, 120)])
  const stakes = { kind: 'task-stakes', key: '', issue: 60 } as const
  await expect(countTask({} as never, counting, stakes, when)).rejects.toThrow('not read yet')
  const dayAfter = { ...when, at: (counting.tasks.open[0]?.closesAt ?? 0) + 86_400_000 }
  await expect(countTask({} as never, counting, stakes, dayAfter)).rejects.not.toThrow('not read yet')
})

test('the issue of a task has the label of its role, which is made for each role in force', () => {
  const thread = renderTask(tellSlowly(taskTales.scored), 60)
  expect(thread).toMatchObject({ labels: ['role:developer'], made: ['role:developer'], closed: false })
  expect(thread?.body).toMatch(/^\*\*2 TAO\*\*[\s\S]*`Task: #60`/)
  expect(thread?.body).not.toContain('last time')
  expect(renderTask(tellSlowly(taskTales.extended), 61)?.body).toContain('the last time')
  expect(renderTask(tellSlowly(taskTales.scored), 61)).toBeNull()
  expect(labelNamed(roleLabel('x'.repeat(60)))?.name).toHaveLength(50)
})

test('a role’s label is put back in a home, and is nobody’s business elsewhere', async () => {
  const moved = (name: string) => ({ ...issuesPayload('unlabeled', {}), label: { name } })
  const touched = async (name: string, ports = home) => (await handleTouchedLabel(moved(name), ports)).effects
  expect(await touched('role:developer')).toMatchObject([
    { kind: 'touched', stream, touched: { kind: 'unlabeled', label: 'role:developer' } },
  ])
  expect(await touched('good first issue')).toEqual([])
  const market = fakePorts({ subnetAt: async () => null })
  expect(await touched('role:developer', market)).toEqual([])
  expect(await touched('tributary:live', market)).toHaveLength(1)
})
