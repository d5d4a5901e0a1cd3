import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { codeSpan, escapeMarkdown, linkTo, toMarkdown, visible } from './escape.ts'
import { tokensOf } from './tokens.ts'

const markdown = new MarkdownIt({ html: true })
/** What the renderer makes of these characters, and of no others. */
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

test('code, strong, emphasis and links are told apart, and what stands between them is kept', () => {
  const line =
    '**ben pays** 10 TAO with `/link <address>`: see *The bill* at [a/b](https://x.example/a%28b%29).'
  expect(tokensOf(line)).toEqual([
    { kind: 'strong', text: 'ben pays' },
    { kind: 'text', text: ' 10 TAO with ' },
    { kind: 'code', text: '/link <address>' },
    { kind: 'text', text: ': see ' },
    { kind: 'em', text: 'The bill' },
    { kind: 'text', text: ' at ' },
    { kind: 'link', text: 'a/b', href: 'https://x.example/a%28b%29' },
    { kind: 'text', text: '.' },
  ])
})

const awkward = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 40 }),
  fc.constantFrom('\\', '**b**', '[x](https://evil.example)', '`c`', '<b>', '&#42;', '*', '@ada #1'),
)

test('what people wrote stays text, to the letter', () => {
  fc.assert(
    fc.property(awkward, awkward, (text, code) => {
      const shown = visible(text)
      const line = `Now ${escapeMarkdown(text)} and ${toMarkdown(codeSpan(code))}.`
      const tokens = tokensOf(line)
      expect(tokens.map(({ kind }) => kind)).toEqual(['text', 'code', 'text'])
      expect(tokens.map((token) => token.text)).toEqual([`Now ${shown} and `, visible(code) || ' ', '.'])
    }),
  )
})

test('a page says what GitHub shows of the same line', () => {
  fc.assert(
    fc.property(awkward, (text) => {
      const line = `**To do:** ${escapeMarkdown(text)}, ${toMarkdown(linkTo(text, 'https://github.com/a/b'))}`
      const said = tokensOf(line)
        .map((token) => token.text)
        .join('')
      const html = markdown.renderInline(line).replace(/<[^>]*>/g, '')
      const shown = html
        .replace(/&(amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity)
        .replaceAll('\u200b', '')
      expect(said).toBe(shown)
    }),
  )
})
