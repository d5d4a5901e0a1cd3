import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { oneLine, writtenOut } from './output.ts'

test.each([
  ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
  ['a\rb\u0008\u009b2J', 'a\\u000db\\u0008\\u009b2J'],
  ['\u202eevil\u2066', '\\u202eevil\\u2066'],
  ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
  ['5HGj\u{e0041}', '5HGj\\udb40\\udc41'],
  ['wörter, 汉字, 👩\u200d🔬', 'wörter, 汉字, 👩\u200d🔬'],
])('%j is shown as %j', (text, shown) => {
  expect(writtenOut(text)).toBe(shown)
})

test('a line stays one, and JSON stays what it is', () => {
  expect(oneLine('of eva\nFinal: extrinsic\t0x00')).toBe('of eva\\u000aFinal: extrinsic\\u00090x00')
  const value = { title: '\u009b2J\u202e', lines: ['a\nb'] }
  expect(JSON.parse(writtenOut(JSON.stringify(value, null, 1)))).toEqual(value)
})

test('no command writes to the terminal by itself', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  const writing = files.filter((file) => {
    if (!file.endsWith('.ts') || file.includes('test') || file === 'output.ts') return false
    return /std(out|err)\.write|console\./.test(readFileSync(join(import.meta.dirname, file), 'utf8'))
  })
  expect(writing).toEqual([])
})
