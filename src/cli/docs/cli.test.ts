import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cliPage } from './cli.ts'

test('the page says what each command says itself: `npm run docs` writes it', () => {
  expect(cliPage()).toBe(readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8'))
})
