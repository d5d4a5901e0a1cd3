import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { reportHead, seeProposal } from '../../test/support/mined-commands.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import { goldenBeside } from '../github/testing/golden.ts'
import { linkMessage } from './account/link-signature.ts'
import { tellSlowly } from './kit/testing/mined.ts'
import { crowdedState, minedSituations } from './kit/testing/mined-situations.ts'
import { crowded, facts, situations, tell } from './kit/testing/situations.ts'
import { renderStatus, renderThread } from './thread.ts'

const { expectGolden, named } = goldenBeside(import.meta.dirname)

const all = [
  ...Object.entries(situations).map(([name, told]) => [name, tell(told.commands), told.facts] as const),
  ...Object.entries(minedSituations).map(([name, told]) => [name, told.state, told.facts] as const),
]

describe('every situation', () => {
  test.each(all)('%s has its words', (name, state, facts) => {
    const thread = renderThread(state, facts)
    const head = `<!-- ${[...(thread?.labels ?? []), thread?.closed ? 'closed' : 'open'].join(', ')} -->\n\n`
    expectGolden(`thread-${name}`, head + (thread?.body ?? ''))
  })

  test.each(all)(
    '%s says what is to do first, then where it stands, what is next and when',
    (_, state, facts) => {
      const status = renderStatus(state, facts) ?? ''
      const marks = [...status.matchAll(/^- \*\*(.*?):\*\*/gm)].map(([, mark]) => mark)
      expect(marks).toEqual(['To do', 'Now', 'Next', 'When'])
    },
  )

  test.each(all)('%s is the same when it is rendered again', (_, state, facts) => {
    expect(renderThread(state, facts)).toEqual(renderThread(state, facts))
  })

  test('no golden file is left over', () => {
    expect(named('thread-')).toEqual(all.map(([name]) => `thread-${name}`).sort())
  })
})

test('what a discoverer is told to sign is what is verified', () => {
  const { commands, facts } = situations['awaiting-deposit-unlinked']
  expect(renderThread(tell(commands), facts)?.body).toContain(linkMessage(101, '<address>'))
})

test('an issue that is no idea has no thread', () => {
  expect(renderThread(tell([]), facts)).toBeNull()
  expect(renderStatus(tell([]), facts)).toBeNull()
})

test('no number of funders, payments and challenges makes a comment too long for GitHub', () => {
  const { state, facts } = crowded()
  const body = renderThread(state, facts)?.body ?? ''
  expect(body.length).toBeLessThan(65_000)
  expect(body).toContain('on the ledger')
})

test('no number of proposals, rounds and incidents does either', () => {
  for (const { state, facts } of [minedSituations['round-hostile'], minedSituations['probation-hostile']]) {
    const body = renderThread(crowdedState(state), facts)?.body ?? ''
    expect(body.length).toBeLessThan(65_000)
    expect(body).toContain('on the ledger')
  }
})

test.each(['round-hostile', 'probation-hostile'] as const)('%s: text from outside stays text', (name) => {
  const { state, facts } = minedSituations[name]
  const body = renderThread(state, facts)?.body ?? ''
  const html = new MarkdownIt({ html: true }).render(body)
  expect(html).not.toMatch(/<(img|script|b|input)\b/)
  const hosts = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => new URL(href ?? '').host)
  expect(new Set(hosts)).toEqual(new Set(['github.com', 'tributary.example']))
  expect(html).not.toMatch(/<h\d>[^<]*Head/)
  expect(body).not.toMatch(/[\u202a-\u202e]/)
  expect(html.replace(/<code>.*?<\/code>/g, '')).not.toMatch(/@(octocat|all)|#1\b/)
})

test('whatever a proposal is called and whoever wrote it, the race keeps its rows', () => {
  const awkward = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ maxLength: 80 }),
    fc.constantFrom(
      '|',
      '| x | y |',
      '\n\n# h',
      '</details>',
      '[a](https://evil.example)',
      '`',
      '<b>',
      '\u202e',
    ),
  )
  fc.assert(
    fc.property(awkward, awkward, (title, login) => {
      const author = { id: 113, login }
      const told = [...minedTales.scored, seeProposal(200, 13, author, { title }), reportHead(201, 13)]
      const html = new MarkdownIt({ html: true }).render(renderThread(tellSlowly(told), facts)?.body ?? '')
      const [, race = ''] = /<h3>The race<\/h3>(.*?)<\/table>/s.exec(html) ?? []
      expect(race.match(/<tr>/g)).toHaveLength(1 + 3)
      expect(race.match(/<td/g)).toHaveLength(3 * 8)
      expect(html).not.toMatch(/<(img|script|b|input)\b|evil\.example"/)
    }),
    { numRuns: 200 },
  )
})

test('hostile text stays text: no link, picture, HTML or heading of its own', () => {
  const { commands, facts } = situations['hostile-text']
  const body = renderThread(tell(commands), facts)?.body ?? ''
  const html = new MarkdownIt({ html: true }).render(body)
  expect(html).not.toMatch(/<(img|script|b|input)\b/)
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => new URL(href ?? '').host)).toEqual([
    'tributary.example',
  ])
  expect(html.match(/<h\d>.*<\/h\d>/g)).toEqual([
    '<h2>Checking the link, challenged</h2>',
    '<h3>Challenge 1</h3>',
    "<h3>The article's link</h3>",
    '<h3>The deposit</h3>',
  ])
  expect(body).not.toMatch(/[\u202a-\u202e]/)
  expect(html.replace(/<code>.*?<\/code>/g, '')).not.toMatch(/@(octocat|all)|#1\b/)
})
