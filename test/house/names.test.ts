import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// One name for one thing: whoever reads the name of a type need not ask which of two it is.

const ROOT = join(import.meta.dirname, '../..')

/** What plays GitHub and the chain has the names that those have, and tools of tests have their own. */
const FILES = globSync('src/**/*.ts', { cwd: ROOT }).filter(
  (file) => !/\.test\.ts$|^src\/local\/|\/testing\//.test(file),
)

const TYPE = /^export (?:abstract |declare )*(?:type|interface|class) (\w+)/gm

test('no two files export a type of one name', () => {
  const files = new Map<string, string[]>()
  for (const file of FILES) {
    for (const [, name = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(TYPE))
      files.set(name, [...(files.get(name) ?? []), file])
  }
  expect(files.size).toBeGreaterThan(800)
  expect([...files].filter(([, where]) => new Set(where).size > 1)).toEqual([])
})
