import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// Whoever carries the code on reads its comments: one idea a sentence, and a sentence is short.

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

test('a long sentence is found, wherever a line of it ends', () => {
  const words = (count: number) => Array.from({ length: count }, (_, n) => `word${n}`)
  const [least, most] = [words(MOST_WORDS).join(' '), words(MOST_WORDS + 1)]
  expect(longIn(`/** ${least}. ${least}. */\n// ${least}.`)).toEqual([])
  expect(longIn(`/**\n * ${most.slice(0, 9).join(' ')}\n * ${most.slice(9).join(' ')}.\n */`)).toHaveLength(1)
  expect(longIn(`  // ${most.slice(0, 9).join(' ')}\n  // ${most.slice(9).join(' ')}`)).toHaveLength(1)
})

const longIn = (text: string): string[] =>
  commentsOf(text)
    .flatMap((comment) => comment.split(/\n[ ]*[-*] |\n[ ]*\n/))
    .flatMap((idea) => idea.replaceAll('\n', ' ').split(/(?<=[.!?:;])\s+/))
    .filter((sentence) => sentence.split(/\s+/).filter((word) => /\w/.test(word)).length > MOST_WORDS)

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
