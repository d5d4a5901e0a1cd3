import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const page = readFileSync(join(root, 'docs/rules.md'), 'utf8')
const told = new Set([...page.matchAll(/^- \*\*([A-Z]\d)\.\*\*/gm)].map(([, name]) => name))

test('every rule that the code names is told on the page about the rules', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const named = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('rules.test.ts'))
    .flatMap((file) => [
      ...readFileSync(join(root, 'src', file), 'utf8').matchAll(/(?:\b[Rr]ules? |\/\*\* )([A-Z]\d)\b/g),
    ])
    .map(([, name]) => name)
  expect(new Set(named).size).toBeGreaterThan(8)
  expect(named.filter((name) => !told.has(name))).toEqual([])
})
