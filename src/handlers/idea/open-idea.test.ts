import { expect, test } from 'vitest'
import { defaultConfig } from '../../mechanisms/config.ts'
import { RAO_PER_TAO, rao } from '../../mechanisms/money.ts'
import { AT, bot, FORM, fakePorts, issuesPayload } from '../kit/testing/payloads.ts'
import { openIdea } from './open-idea.ts'

const opened = (changes = {}) => issuesPayload('opened', changes)

test('a form becomes the command that opens an idea, in the stream of its issue', async () => {
  const [effect, ...more] = await openIdea(opened(), fakePorts())
  expect(more).toEqual([])
  expect(effect).toMatchObject({
    kind: 'command',
    stream: 'subnet:7:3',
    command: {
      type: 'OpenIdea',
      issue: 3,
      installation: 5,
      discoverer: { id: 11, login: 'dana' },
      terms: { title: 'Maps are out of date', target: 50n * RAO_PER_TAO },
      at: AT,
      source: { kind: 'issue', issue: 3 },
    },
  })
})

test('the hash of the body tells any change of it', async () => {
  const hashOf = async (body: string) => JSON.stringify(await openIdea(opened({ body }), fakePorts()), big)
  expect(await hashOf(FORM)).not.toBe(await hashOf(FORM.replace('four', 'five')))
})

const big = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

test.for([
  ['a pull request', { pull_request: {} }],
  ['an issue of a bot', { user: bot }],
  ['an issue without a form', { body: 'Hello' }],
  ['an issue without a body', { body: null }],
] as const)('%s is no idea', async ([, changes]) => {
  expect(await openIdea(opened(changes), fakePorts())).toEqual([])
})

test('what the market does not allow is told by field, all at once', async () => {
  const body = FORM.replace('arxiv.org', 'evil.example').replace(/50$/, '19.999999999')
  const [effect] = await openIdea(opened({ body }), fakePorts())
  expect(effect).toMatchObject({
    kind: 'answer',
    answer: {
      kind: 'form-problems',
      problems: [
        { field: 'link', reason: expect.stringContaining('`evil.example`') },
        { field: 'target', reason: expect.stringContaining('between 20 TAO') },
      ],
    },
  })
})

test.for([
  ['arxiv.org', true],
  ['export.arxiv.org', true],
  ['notarxiv.org', false],
  ['arxiv.org.evil.example', false],
  ['arxiv.org:8443', false],
  ['127.0.0.1', false],
  ['localhost', false],
] as const)('a link to %s is taken: %s', async ([host, isTaken]) => {
  const [effect] = await openIdea(opened({ body: FORM.replace('arxiv.org', host) }), fakePorts())
  expect(effect?.kind === 'command').toBe(isTaken)
})

test.for([
  [20n * RAO_PER_TAO, true],
  [20n * RAO_PER_TAO - 1n, false],
  [30n * RAO_PER_TAO, true],
  [30n * RAO_PER_TAO + 1n, false],
] as const)('between 20 and 30 TAO, a target of %s rao is taken: %s', async ([target, isTaken]) => {
  const funding = { ...defaultConfig.funding, maximumTarget: rao(30n * RAO_PER_TAO) }
  const ports = fakePorts({ configOf: async () => ({ ...defaultConfig, funding }) })
  const text = `${target / RAO_PER_TAO}.${String(target % RAO_PER_TAO).padStart(9, '0')}`
  const [effect] = await openIdea(opened({ body: FORM.replace(/50$/, text) }), ports)
  expect(effect?.kind === 'command').toBe(isTaken)
})
