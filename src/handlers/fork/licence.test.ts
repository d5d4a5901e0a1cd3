import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isLicence, isOpenLicence } from './licence.ts'

const mit = readFileSync(new URL('../../../LICENSE', import.meta.url), 'utf8')
const apache = `Apache License\n Version 2.0, January 2004\n…\nEND OF TERMS AND CONDITIONS`

test('the licence with which every subnet begins is open, whoever has the copyright', () => {
  expect(isOpenLicence(mit)).toBe(true)
  expect(isOpenLicence(mit.replace(/^Copyright.*$/m, 'Copyright (c) 2031 Somebody else, Inc.'))).toBe(true)
  expect(isOpenLicence(apache)).toBe(true)
})

test.each([
  ['nothing', ''],
  ['a sentence', 'MIT'],
  ['a part', mit.slice(0, -200)],
  ['a condition more', `${mit}\nThe Software may not be used to mine.`],
  ['another word', mit.replace('free of charge', 'for a charge')],
  ['a clause that takes it back', `${apache}\n“Commons Clause” License Condition v1.0`],
  ['all rights', `Copyright (c) 2026 Google. All rights reserved.`],
])('%s is not', (_, text) => expect(isOpenLicence(text)).toBe(false))

test('it stands where GitHub looks for it', () => {
  for (const path of ['LICENSE', 'LICENSE.md', 'licence.txt', 'COPYING']) expect(isLicence(path)).toBe(true)
  for (const path of ['docs/LICENSE', 'LICENSES', 'LICENSE.yaml']) expect(isLicence(path)).toBe(false)
})
