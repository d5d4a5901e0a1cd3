import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const TEMPLATES = join(import.meta.dirname, '../../templates')

const templates = ['comments', 'replies', 'checks'].flatMap((folder) =>
  readdirSync(join(TEMPLATES, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file)),
)

test.each(templates)('%s escapes every value', (file) => {
  const raw = readFileSync(join(TEMPLATES, file), 'utf8').match(/<%~.*?%>/gs) ?? []
  for (const tag of raw) expect(tag).toMatch(/^<%~ include\('[\w./-]+'(, \{.*\})?\) %>$/)
})
