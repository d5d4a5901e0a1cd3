import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// Whoever carries the code on reads its comments and docs: one idea a sentence, and a sentence is short.

const ROOT = join(import.meta.dirname, '../..')
const MOST_WORDS = 25

test(`no sentence of a comment has more than ${MOST_WORDS} words`, async () => {
  const files = globSync('{src,test,bench,examples}/**/*.ts', { cwd: ROOT }).toSorted()
  expect(files.length).toBeGreaterThan(500)
  const long = await Promise.all(
    files.map(async (file) =>
      longIn(await readFile(join(ROOT, file), 'utf8')).map((said) => `${file}: ${said}`),
    ),
  )
  expect(long.flat()).toEqual([])
})

test(`no sentence of the docs has more than ${MOST_WORDS} words`, async () => {
  const files = globSync(['*.md', '{docs,examples,src,.github}/**/*.md'], { cwd: ROOT }).filter(
    (file) => !file.includes('golden/'),
  )
  expect(files.length).toBeGreaterThan(12)
  const long = await Promise.all(
    files.map(async (file) =>
      proseOf(await readFile(join(ROOT, file), 'utf8'))
        .flatMap(longSentences)
        .map((said) => `${file}: ${said}`),
    ),
  )
  expect(long.flat()).toEqual([])
})

test(`no sentence of a template has more than ${MOST_WORDS} words, a value counted as one`, async () => {
  const files = globSync('templates/**/*.md', { cwd: ROOT })
  expect(files.length).toBeGreaterThan(150)
  const long = await Promise.all(
    files.map(async (file) =>
      proseOf(filledIn(await readFile(join(ROOT, file), 'utf8')))
        .flatMap(longSentences)
        .map((said) => `${file}: ${said}`),
    ),
  )
  expect(long.flat()).toEqual([])
})

test('of a template what is shown together counts together', () => {
  const [some, most] = [words(13).join(' '), words(MOST_WORDS).join(' ')]
  const found = (text: string) => proseOf(filledIn(text)).flatMap(longSentences)
  expect(
    found(`<% if (it.a) { %>${some}<% } else if (it.b) { %>${some}<% } else { %>${some}<% } %>.`),
  ).toEqual([])
  expect(found(`${most.replace('word1 ', '<%= it.a.b(1, 2) %> ')}.`)).toEqual([])
  expect(found(`${some} <% if (it.a) { %>${some}<% } %>.`)).toHaveLength(1)
})

const words = (count: number) => Array.from({ length: count }, (_, n) => `word${n}`)

test('a long sentence of the docs is found in lists and tables, and code is none', () => {
  const [least, most] = [words(MOST_WORDS).join(' '), words(MOST_WORDS + 1).join(' ')]
  const found = (text: string) => proseOf(text).flatMap(longSentences)
  expect(found(`# ${least}\n${least}.\n${least}.\n\n- ${least}\n- ${least}\n1. ${least}`)).toEqual([])
  expect(found(`| ${least} | ${least} |\n|---|---|\n| ${least} | ${least} |`)).toEqual([])
  expect(found(`\`\`\`\n${most}\n\`\`\`\n<!-- ${most} -->`)).toEqual([])
  for (const text of [most, `- ${most}`, `| a | ${most} |`]) expect(found(text)).toHaveLength(1)
})

test('a long sentence is found, wherever a line of it ends', () => {
  const [least, most] = [words(MOST_WORDS).join(' '), words(MOST_WORDS + 1)]
  expect(longIn(`/** ${least}. ${least}. */\n// ${least}.`)).toEqual([])
  expect(longIn(`/**\n * ${most.slice(0, 9).join(' ')}\n * ${most.slice(9).join(' ')}.\n */`)).toHaveLength(1)
  expect(longIn(`  // ${most.slice(0, 9).join(' ')}\n  // ${most.slice(9).join(' ')}`)).toHaveLength(1)
})

const longIn = (text: string): string[] =>
  commentsOf(text)
    .flatMap((comment) => comment.split(/\n[ ]*[-*] |\n[ ]*\n/))
    .flatMap(longSentences)

const longSentences = (idea: string): string[] =>
  idea
    .replaceAll('\n', ' ')
    .split(/(?<=[.!?:;][*_]*)\s+/)
    .filter((sentence) => sentence.split(/\s+/).filter((word) => /\w/.test(word)).length > MOST_WORDS)

/** A template as somebody reads it: with a word for each value, and the first of what stands there one or the other. */
const filledIn = (template: string): string =>
  template
    .replaceAll(/<%[-_]?\s*\}\s*else[\s\S]*?<%[-_]?\s*\}\s*[-_]?%>/g, '')
    .replaceAll(/<%[-_]?[=~][\s\S]*?%>/g, 'value')
    .replaceAll(/<%[\s\S]*?%>/g, '')

/** Its paragraphs, headings, items of lists and cells of tables. What stands between fences is no prose, nor is what a page does not show. */
const proseOf = (markdown: string): string[] =>
  markdown
    .replaceAll(/```[\s\S]*?```|<!--[\s\S]*?-->/g, '\n\n')
    .replaceAll(/^#+ (.*)$/gm, '\n\n$1\n\n')
    .split(/\n\s*\n|\n\s*(?:[-*]|\d+\.) |\n\||(?<= )\|/)

/** Without the marks of a comment at the beginning of its lines. */
function commentsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^[ ]*\/\*\*?([\s\S]*?)\*\//gm)].map(([, inside = '']) =>
    inside.replaceAll(/\n[ ]*\* ?/g, '\n'),
  )
  const lines = [...text.matchAll(/(?:^[ ]*\/\/.*\n?)+/gm)].map(([run]) =>
    run.replaceAll(/^[ ]*\/\/ ?/gm, ''),
  )
  return [...blocks, ...lines]
}
