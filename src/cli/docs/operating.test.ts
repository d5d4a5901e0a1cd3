import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import schema from '../../../schemas/settings.schema.json' with { type: 'json' }
import { withDeclarations } from './operating.ts'

const page = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8')

test('what the page repeats of the settings and of app.yml is up to date: `npm run docs` writes it', () => {
  expect(withDeclarations(page)).toBe(page)
})

test('every setting has its row, and a required one says so', () => {
  const rows = new Map(
    page
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split(' | '))
      .map(([name = '', fallback = '']) => [name.replaceAll(/[`| ]/g, ''), fallback]),
  )
  for (const name of Object.keys(schema.properties)) expect(rows.has(name), name).toBe(true)
  for (const name of schema.required) expect(rows.get(name), name).toBe('*required*')
})

test('a page without a place for them is refused', () => {
  expect(() => withDeclarations('# Operating')).toThrow('no place')
})
