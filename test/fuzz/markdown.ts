import assert from 'node:assert/strict'
import { vocabulary } from '../../src/handlers/commands.ts'
import { IDEA_LABELS, parseIdea } from '../../src/handlers/idea/idea-form.ts'
import type { Effect } from '../../src/handlers/kit/handler.ts'
import { MAXIMUM_COMMANDS, parseCommands } from '../../src/handlers/kit/parse/commands.ts'
import { commentPayload, FORM, fakePorts, issuesPayload } from '../../src/handlers/kit/testing/payloads.ts'
import { handleIssueComment } from '../../src/handlers/webhooks/issue-comment.ts'
import { eventHandlers } from '../../src/handlers/webhooks.ts'
import { rao } from '../../src/mechanisms/money.ts'
import type { Target } from './target.ts'
import { assertReason } from './words.ts'

// What people write into comments and issues.

const ADDRESS = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const COMMENTS = [
  '/score 80',
  'I tried it.\n\n/score correctness=80 incentives=70 evidence=20\n',
  `/link ${ADDRESS} 0x${'5a'.repeat(64)}`,
  '/challenge The article does not say so.\n/status\n/help',
  '/uphold\n\n> /reject\n\n```\n/reject\n```\n<!-- /reject -->\n',
  '/guarantee\r\n\r\n- /decline\r\n',
  '   /help me\n\n    /code\n\n| /table |\n|---|\n',
]
const COMMAND_TOKENS = [
  '/score ',
  '/help',
  '/link ',
  '/challenge ',
  '/uphold',
  '\n/',
  '\n\n/',
  '   /',
  '//',
  '> ',
  '- ',
  '\n```\n',
  '`/',
]

export const commands: Target = {
  name: 'the commands of a comment',
  cases: 110_000,
  limit: 500,
  corpus: COMMENTS,
  tokens: COMMAND_TOKENS,
  floods: 3_000,
  check: (input) => {
    const found = parseCommands(input, vocabulary)
    assert(found.length <= MAXIMUM_COMMANDS + 1)
    const lines = input.split(/\r\n?|\n/).length
    for (const { name, args, line, refusal } of found) {
      assert(/^[a-z][a-z0-9-]{0,38}$/.test(name), name)
      assert(args === args.trim() && !/[\n\0\u202e]/.test(args) && args.isWellFormed(), args)
      assert(line >= 1 && line <= lines, `line ${line}`)
      if (refusal !== undefined) assertReason(refusal)
    }
  },
}

const home = fakePorts({ subnetAt: async () => 'subnet:7:1', stakeOf: async () => ({ stake: rao(5n) }) })
const PULL = { pull_request: {} }
const EFFECTS = new Set<Effect['kind']>(['command', 'link', 'answer', 'config'])

/** Whatever is written is answered, or becomes a command for a stream. */
function assertEffects(effects: readonly Effect[]): void {
  for (const effect of effects) {
    assert(EFFECTS.has(effect.kind), effect.kind)
    if (effect.kind === 'answer' && 'reason' in effect.answer) assertReason(effect.answer.reason)
    if (effect.kind === 'command')
      assert(/^(subnet|race|proposal):/.test(effect.stream) && effect.command.type.length > 0)
    structuredClone(effect)
  }
}

export const comments: Target = {
  name: 'comments, from payload to command',
  cases: 38_000,
  limit: 500,
  corpus: COMMENTS,
  tokens: COMMAND_TOKENS,
  floods: 5_000,
  check: async (input) => {
    const payload = commentPayload(input)
    const onPull = { ...payload, issue: { ...payload.issue, ...PULL } }
    const handlings = [await handleIssueComment(payload, fakePorts()), await handleIssueComment(onPull, home)]
    for (const { effects } of handlings) assertEffects(effects)
  },
}

export const ideas: Target = {
  name: 'the idea form',
  cases: 60_000,
  limit: 500,
  corpus: [FORM, FORM.replaceAll('\n', '\r\n'), `${FORM}\n\n### Anything else\n\n_No response_`],
  tokens: [
    ...Object.values(IDEA_LABELS).map((label) => `\n### ${label}\n`),
    '###',
    '_No response_',
    '\n\n',
    '12.5',
    'https://',
  ],
  floods: 3_000,
  check: (input) => {
    const parsed = parseIdea(input)
    if (!parsed.ok && parsed.kind === 'not-an-idea') return
    if (!parsed.ok) {
      assert(parsed.problems.length >= 1 && parsed.problems.length <= 7)
      for (const { field, label, reason } of parsed.problems) {
        assert(IDEA_LABELS[field] === label)
        assertReason(reason)
      }
      return
    }
    const { title, link, roles, target, inefficiency, solution, mechanism } = parsed.idea
    assert(title.length > 0 && title.length <= 200 && !title.includes('\n'))
    assert(link.startsWith('https://') && roles.length >= 1 && roles.length <= 20 && target >= 0n)
    for (const text of [title, inefficiency, solution, mechanism, ...roles])
      assert(text.isWellFormed() && text !== '')
  },
}

export const issues: Target = {
  name: 'issues, from payload to command',
  cases: 20_000,
  limit: 500,
  corpus: ideas.corpus,
  tokens: ideas.tokens,
  floods: 5_000,
  check: async (input) => {
    for (const action of ['opened', 'edited']) {
      const { effects } = await eventHandlers.issues(
        issuesPayload(action, { body: input, title: input.slice(0, 50) }),
        fakePorts(),
      )
      assertEffects(effects)
    }
  },
}
