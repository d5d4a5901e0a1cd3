import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { clip, codeSpan, escapeMarkdown, linkTo, markdown, prose, toMarkdown, visible } from './escape.ts'

/** As GitHub renders comments: HTML, tables, strikethrough and bare addresses. It does not link `//host` or `host.com`. */
const github = new MarkdownIt({ html: true, linkify: true })
github.linkify.set({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false }).add('//', null)

const BREAKS = /\u200b/g

/** What GitHub looks for in the text of a rendered comment. */
const POST_FILTERS: readonly RegExp[] = [
  /(^|\W)@[a-z\d]/i,
  /#\d/,
  /\b[a-z]+-\d/i,
  /\bGHSA-\w/i,
  /\b[0-9a-f]{7,40}\b/,
  /:[\w+-]+:/,
  /\bwww\./i,
  /:\/\//,
  /\$[^\s\u200b][^$]*\$/,
]

function textNodes(source: string): string[] {
  const inline = github.parse(source, {}).filter((token) => token.type === 'inline')
  return inline.flatMap((token) =>
    (token.children ?? []).map((child) => (child.type === 'text' ? child.content : `<${child.type}>`)),
  )
}

const pieces = fc.constantFrom(
  ...[
    '@octocat',
    'octo-org/core',
    '#1',
    'GH-12',
    'a/b#3',
    '<img src=x onerror=alert(1)>',
    '<!--',
    '-->',
    '</details>',
  ],
  ...[
    'https://evil.example',
    'www.evil.example',
    'me@evil.example',
    'mailto:me@evil.example',
    'ftp://a.b',
    '[a](b)',
  ],
  ...[
    '![a](b)',
    '[a]: b',
    '[^1]',
    '- [ ] a',
    '# h',
    '1. a',
    '2) b',
    '+ a',
    '* a',
    '> a',
    '> [!NOTE]',
    '---',
    '===',
  ],
  ...[
    '~~~',
    '```',
    '`',
    '**',
    '__',
    '~~a~~',
    '| a | b |',
    '|',
    '$x$',
    '$$',
    ':tada:',
    '::',
    '&amp;',
    '&#64;octocat',
  ],
  ...[
    '\\',
    '\\@a',
    '0123456789abcdef',
    'deadbeef',
    'GHSA-aaaa-bbbb-cccc',
    '\n',
    '\r\n',
    '\t',
    '    ',
    ' ',
    '\u00a0',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\u200d',
    '\0',
    '\x1b[31m',
    '\u2028',
    '\ud800',
    'é',
    '漢',
    '👩‍🔧',
    'word',
    '7',
    '.',
  ],
)
const text = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
)

describe('text from outside', () => {
  test.each([
    ['alone', (value: string) => value, ''],
    ['in a heading', (value: string) => `## ${value}`, ''],
    ['in a quote', (value: string) => `> ${value}`, ''],
    ['in a list', (value: string) => `- ${value}`, ''],
    ['in a sentence', (value: string) => `a ${value} b`, 'a'],
  ])('is one text node %s, with the visible text', (_, place, around) => {
    fc.assert(
      fc.property(text, (value) => {
        const shown = visible(value)
        fc.pre(shown !== '')
        const nodes = textNodes(place(escapeMarkdown(value)))
        expect(nodes.map((node) => node.replace(BREAKS, ''))).toEqual([around ? `a ${shown} b` : shown])
      }),
      { numRuns: 500 },
    )
  })

  test('keeps its cell in a table', () => {
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(visible(value) !== '')
        const nodes = textNodes(`| a | b |\n|---|---|\n| ${escapeMarkdown(value)} | c |`)
        expect(nodes.map((node) => node.replace(BREAKS, ''))).toEqual(['a', 'b', visible(value), 'c'])
      }),
      { numRuns: 500 },
    )
  })

  test('holds nothing that GitHub looks for after Markdown', () => {
    fc.assert(
      fc.property(text, (value) => {
        const shown = textNodes(escapeMarkdown(value)).join('')
        for (const filter of POST_FILTERS) expect(shown).not.toMatch(filter)
      }),
      { numRuns: 1_000 },
    )
  })

  test('holds no control or bidirectional character', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(visible(value)).not.toMatch(
          /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2028\u2029]/u,
        )
        expect(visible(value).isWellFormed()).toBe(true)
      }),
    )
  })

  test.each([
    ['A fair price for @octocat', 'A fair price for \u200b@\u200boctocat'],
    ['see #12', 'see #\u200b12'],
    ['<b>bold</b>', '&#60;b&#62;bold&#60;/b&#62;'],
    [
      'Satellite imagery, sold fairly (2026-11-22, 12:30)',
      'Satellite imagery, sold fairly (2026-11-22, 12:30)',
    ],
    ['- 1', '&#45; 1'],
    ['1. first', '1&#46; first'],
    ['1.5 TAO', '1.5 TAO'],
  ])('%j', (value, escaped) => {
    expect(escapeMarkdown(value)).toBe(escaped)
  })
})

test('a code span shows any text as code, and nothing else', () => {
  fc.assert(
    fc.property(text, (value) => {
      const shown = visible(value)
      fc.pre(shown !== '')
      const inline = github.parse(`a ${toMarkdown(codeSpan(value))} b`, {})[1]
      const [before, code, after, ...rest] = inline?.children ?? []
      expect([before?.content, code?.type, after?.content, rest]).toEqual(['a ', 'code_inline', ' b', []])
      expect(code?.content).toBe(shown)
    }),
    { numRuns: 500 },
  )
})

test('prose keeps its code and nothing else', () => {
  expect(toMarkdown(prose('Write `12.5` or `/help`, *never* <b>'))).toBe(
    'Write `12.5` or `/help`, &#42;never&#42; &#60;b&#62;',
  )
  expect(toMarkdown(prose('one ` alone @a'))).toBe('one &#96; alone \u200b@\u200ba')
})

test('only what we named Markdown passes as it is', () => {
  expect(toMarkdown(markdown('**a**'))).toBe('**a**')
  expect(toMarkdown({ markdown: '**a**', toString: () => '**a**' })).toBe('&#42;&#42;a&#42;&#42;')
  expect(() => toMarkdown(undefined)).toThrow(TypeError)
})

test('a link keeps its address in one piece', () => {
  const [open] =
    github.parse(toMarkdown(linkTo('the *call*', 'https://a.example/x(1)?b=c|d#/e')), {})[1]?.children ?? []
  expect(open?.attrGet('href')).toBe('https://a.example/x%281%29?b=c%7cd#/e')
})

test('clip counts characters, not their halves', () => {
  expect(clip('👩👩👩', 2)).toBe('👩…')
  expect(clip('abc', 3)).toBe('abc')
})
