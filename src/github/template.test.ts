import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const TEMPLATES = join(import.meta.dirname, '../../templates')

/** Files that become a repository's own, and the explorer's, have engines of their own. */
const OTHERS = ['explorer/', 'charts/', 'home/scaffold/', 'idea/market/']

const templates = readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.md') && !OTHERS.some((folder) => file.startsWith(folder)),
)

test('there are templates', () => {
  expect(templates.length).toBeGreaterThan(120)
})

test.each(templates)('%s escapes every value', (file) => {
  const raw = readFileSync(join(TEMPLATES, file), 'utf8').match(/<%~.*?%>/gs) ?? []
  for (const tag of raw) expect(tag).toMatch(/^<%~ include\('[\w./-]+'(, \{.*\})?\) %>$/)
})
