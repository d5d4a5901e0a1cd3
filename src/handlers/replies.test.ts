import { describe, expect, test } from 'vitest'
import { goldenBeside } from '../github/testing/golden.ts'
import type { Refusal } from '../mechanisms/kernel/decision.ts'
import { alpha, rao } from '../mechanisms/money.ts'
import { linkMessage } from './account/link-signature.ts'
import { commands } from './commands.ts'
import { parseIdea } from './idea/idea-form.ts'
import type { Answer } from './kit/handler.ts'
import type { RefusalCode } from './kit/outside.ts'
import { checks, tellSlowly } from './kit/testing/mined.ts'
import { facts, situations, tell } from './kit/testing/situations.ts'
import { type ReplyContext, renderFormProblems, renderReply, withEditProblems } from './replies.ts'
import type { Offer } from './sales/offer.ts'
import { renderStatus } from './thread.ts'
import { refusalNames } from './words.ts'

const { expectGolden, named } = goldenBeside(import.meta.dirname)

const context: ReplyContext = {
  commands,
  statuses: new Map([['subnet:7:1', renderStatus(tell(situations.funding.commands), facts)]]),
  node: null,
  to: 'https://github.com/riverbed/market/issues/1#issuecomment-900',
  canReact: true,
  isForm: false,
}

/** What the rules say beside a code, where they say something. */
const factsOf: Partial<Record<RefusalCode, Refusal['facts']>> = {
  'already-linked': { coldkey: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' },
  'linked-since': { coldkey: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' },
  'bad-score': { points: '101' },
  counting: { round: 2 },
  'fork-named-alike': { name: '@looks `x`' },
  'fork-waits': { name: 'Maps', issue: 40, from: Date.UTC(2026, 0, 8, 12) },
  'not-forkable': { phase: 'awaiting-deposit' },
  'too-many-forks': { most: 30 },
  'idea-closed': { phase: 'slashed' },
  'too-many-incidents': { most: 3 },
  'missing-criterion': { criterion: 'evidence', known: 'correctness, incentives, evidence' },
  'other-head': {
    head: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
    present: '8254c329a92850f6d539dd376f4816ee2764517d',
  },
  'other-commit': {
    head: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
    present: '8254c329a92850f6d539dd376f4816ee2764517d',
    pull: 11,
  },
  'not-a-validator': { least: 1_000_000_000_000n },
  'not-open': { status: 'draft' },
  'not-valid': { head: '4b825dc642cb6eb9a060e54bf8d69288fbee4904' },
  'too-late': { closed: Date.UTC(2026, 0, 8, 12) },
  'unknown-role': { role: '@looks `x`', known: 'developer, curator' },
  seated: { role: 'developer' },
  'coldkey-seated': { role: 'developer', holder: 'eva' },
  'seats-taken': { role: 'developer', seats: 3, until: Date.UTC(2026, 0, 8, 12) },
  'no-seat': { role: 'developer' },
  'not-guarantor': { guarantor: 'ben' },
  'may-not-fund': { guarantor: 'ben' },
  'round-open': { round: 2, target: 50_000_000_000n },
  'funded-lately': { from: Date.UTC(2026, 0, 8, 12) },
  'target-out-of-bounds': { target: 1_000_000_000n, least: 20_000_000_000n, most: 100_000_000_000n },
  'too-many-funders': { most: 800 },
  'too-many-tasks': { most: 8, unpaid: 2 },
  'too-dear': { reward: 5_000_000_000n, free: 20_000_000_000n, most: 2_000_000_000n },
  'unknown-criterion': { criterion: '@looks `x`', known: 'correctness, incentives, evidence' },
}

const form = parseIdea(
  '### Problem title\n\nx\n\n### Article link\n\nhttp://a.b\n\n### Funding target in TAO\n\n-1',
)

const [ada, eva] = [
  '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  '5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw',
] as const
const wallet = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const units = (amount: number) => alpha(BigInt(amount) * 1_000_000_000n)

/** 1,250 alpha were sent before: with 100 more a share is 7.4 %. */
const offer: Offer = {
  wallet,
  netuid: 2,
  block: 1_234,
  buyers: 12,
  sold: units(1_250),
  coldkey: ada,
  own: units(0),
  more: units(100),
  others: [{ coldkey: eva, amount: units(800) }],
  ready: { held: units(120), callHex: '0x0756', least: rao(2_000_000n) },
}

const answers: Record<string, Answer> = {
  'moved-here': { kind: 'moved-here', from: 'riverbed/market#3' },
  offer: { kind: 'offer', offer },
  'offer-again': {
    kind: 'offer',
    offer: {
      ...offer,
      buyers: 1,
      others: [],
      own: units(1_250),
      ready: { held: units(120), callHex: null, least: null },
    },
  },
  'offer-unlinked': { kind: 'offer', offer: { ...offer, coldkey: null, ready: null } },
  'offer-without-amount': { kind: 'offer', offer: { ...offer, more: null, ready: null } },
  'offer-first': {
    kind: 'offer',
    offer: { ...offer, block: null, buyers: 0, sold: units(0), others: [], more: null, ready: null },
  },
  ...Object.fromEntries(
    (['none', 'minable', 'failed', 'dissolved'] as const).map((phase) => [
      `no-offer-${phase}`,
      { kind: 'offer', offer: { phase } } as const,
    ]),
  ),
  'offer-another-network': {
    kind: 'offer',
    offer: { wallet, netuid: 2, doubt: 'another-network', block: 1_234, registeredIn: 900 },
  },
  'offer-another-owner': {
    kind: 'offer',
    offer: { wallet, netuid: 2, doubt: 'another-owner', block: 1_234, owner: ada },
  },
  'proposed-by-bot': { kind: 'proposed-by-bot' },
  'unknown-command': { kind: 'unknown-command', name: 'chalenge' },
  'bad-command': { kind: 'bad-command', name: 'challenge', reason: 'Say after the command what is wrong.' },
  'bad-link': { kind: 'bad-link', user: 101, reason: 'A signature has 64 bytes, this one 63. Paste `0x…`.' },
  'form-problems': {
    kind: 'form-problems',
    problems: form.ok || form.kind === 'not-an-idea' ? [] : form.problems,
  },
  'task-problems': {
    kind: 'task-problems',
    problems: [{ field: 'reward', label: 'Reward in TAO', reason: 'A reward is more than 0 TAO.' }],
  },
  tasks: {
    kind: 'tasks',
    tasks: [
      {
        issue: 60,
        title: 'Write the @loader | now',
        role: 'developer',
        reward: rao(2_000_000_000n),
        closesAt: Date.UTC(2026, 0, 8, 12),
        stage: 'counting',
      },
    ],
  },
  'no-tasks': { kind: 'tasks', tasks: [] },
  help: { kind: 'help' },
  status: { kind: 'status', stream: 'subnet:7:1', askedOn: null },
  'no-status': { kind: 'status', stream: 'subnet:7:2', askedOn: null },
  ...Object.fromEntries(
    Object.keys(refusalNames).map((code) => [
      code,
      { kind: 'refusal', refusal: { code, facts: factsOf[code as RefusalCode] ?? {} } },
    ]),
  ),
}

describe('every answer', () => {
  test.each(Object.entries(answers))('%s has its words', (name, answer) => {
    const { reaction, body } = renderReply([answer], context)
    expect(reaction).toBeNull()
    expect(body).not.toMatch(/undefined|NaN/)
    expectGolden(`reply-${name}`, body ?? '')
  })

  test('has a golden file, and none is left over', () => {
    const names = Object.keys(answers).sort()
    expect(named('reply-')).toEqual(names.map((name) => `reply-${name}`))
  })
})

describe('a status that is asked on a proposal', () => {
  test.each([
    'scored',
    'not-scored',
    'copy',
    'problems',
    'draft',
    'elsewhere',
    'untouched',
    'submission',
    'winner',
    'after-guarantee',
  ] as const)('%s', (name) => {
    const [commands, pull] = checks[name]
    expectGolden(`status-${name}`, renderStatus(tellSlowly(commands), facts, pull) ?? '')
  })

  test('on an issue of the home that is no proposal, the subnet is told alone', () => {
    const state = tellSlowly(checks.scored[0])
    expect(renderStatus(state, facts, 99)).toMatch(/^- \*\*To do:/)
  })
})

test('an edit that cannot be read is told before what stands', () => {
  const thread = { body: 'What stands.\n', labels: ['tributary:funding'], closed: false }
  const told = withEditProblems(thread, [{ label: 'Funding target in TAO', reason: 'It is not an amount.' }])
  expect(told.labels).toEqual(thread.labels)
  expectGolden('edit-problems', told.body)
})

test('a command that was carried out gets a reaction and no words', () => {
  expect(renderReply([null, null], context)).toEqual({ reaction: '+1', body: null })
})

test('a form that was refused before is told in words that it was carried out', () => {
  const { body } = renderReply([null], { ...context, canReact: false, isForm: true })
  expect(body).toContain('What this issue asks for is in order now')
})

test('a review takes no reaction, and is told so in words', () => {
  const { reaction, body } = renderReply([null], { ...context, canReact: false })
  expect(reaction).toBeNull()
  expect(body).toContain('Heard: 1 command was carried out.')
  expect(renderReply([], { ...context, canReact: false })).toEqual({ reaction: null, body: null })
})

test('where nothing was asked, nothing is answered', () => {
  expect(renderReply([], context)).toEqual({ reaction: null, body: null })
})

test('one comment answers several commands', () => {
  const refused: Answer = { kind: 'refusal', refusal: { code: 'no-dispute', facts: {} } }
  const { reaction, body } = renderReply([refused, null, answers.status as Answer], context)
  expect(reaction).toBeNull()
  expect(body).toContain('nothing to vote on')
  expect(body).toContain('**Now:**')
  expect(body).toContain('1 other command of the comment was carried out.')
})

test('where a team decides, no stake is asked for', () => {
  const refusal = { code: 'not-a-validator', facts: {} }
  const { body } = renderReply([{ kind: 'refusal', refusal }], context)
  expect(body).toContain('Only validators vote: linked wallets with enough stake, or the team')
  expect(body).not.toContain('TAO')
})

test.for([
  [12_000_000_000n, 'at least 1,000 TAO of stake; yours has 12 TAO.'],
  ['none', 'at least 1,000 TAO of stake, and you have linked none.'],
] as const)('who has too little stake is told how much that is: %s', ([holds, says]) => {
  const refusal = { code: 'not-a-validator', facts: { least: 1_000_000_000_000n, holds } }
  expect(renderReply([{ kind: 'refusal', refusal }], context).body).toContain(says)
})

test('help names every command, with its usage and for whom it is', () => {
  const { body } = renderReply([{ kind: 'help' }], context)
  for (const { usage, who } of commands) {
    expect(body).toContain(`\`${usage}\``)
    expect(body).toContain(`*For ${who}.*`)
  }
})

test('what is to be signed is what is verified', () => {
  const { body } = renderReply([answers['bad-link'] as Answer], context)
  expect(body).toContain(linkMessage(101, '<address>'))
})

test('words of a person stay text', () => {
  const name = '@octocat<b>'
  const { body } = renderReply(
    [{ kind: 'bad-command', name, reason: '[x](https://evil.example) @all' }],
    context,
  )
  expect(body).toContain('`/@octocat<b>`')
  expect(body).not.toContain('[x](')
  expect(body).not.toContain('@all')
})

test('a form that is mended later has a thread without labels', () => {
  const problems = [{ label: 'Article link', reason: 'Only https links are taken.' }]
  const thread = renderFormProblems(problems, null)
  expect(thread).toMatchObject({ labels: [], closed: false })
  expect(thread.body).toContain('**Article link:** Only https links are taken.')
  expect(thread.body).not.toContain('Registering')
  // The target can still be chosen: what it has to pay for is said before any bill.
  const cost = { amount: 1_250_000_000_000n, block: 4_321 }
  expect(renderFormProblems(problems, cost).body).toContain(
    'Registering a subnet costs **1,250 TAO** now, as of block 4,321.',
  )
})
