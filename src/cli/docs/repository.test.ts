import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { HYPERPARAMETERS } from '../../mechanisms/architecture/hyperparameters.ts'
import { repositoryPage } from './repository.ts'

const page = repositoryPage()

test('the page about the files of a subnet repository is up to date: `npm run docs` writes it', () => {
  expect(readFileSync(new URL('../../../docs/repository.md', import.meta.url), 'utf8')).toBe(page)
})

test('every setting and hyperparameter has one row, and a meaning', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
  expect(rows.every((row) => /^\| `[\w.[\]]+` \| .* \| [A-Z`].*[.?] \|/.test(row))).toBe(true)
  for (const name of Object.keys(HYPERPARAMETERS)) {
    expect(rows.filter((row) => row.startsWith(`| \`${name}\` |`))).toHaveLength(1)
  }
  for (const name of ['mechanisms[].share', 'weights[].of', 'blocks.from', 'purpose']) {
    expect(rows.filter((row) => row.startsWith(`| \`${name}\` |`))).toHaveLength(1)
  }
})
