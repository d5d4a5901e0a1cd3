import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseConfig } from '../../handlers/market/config.ts'
import { defaultConfig } from '../../mechanisms/config.ts'
import { configurationPage } from './configuration.ts'

test('the page about the settings is up to date: `npm run docs` writes it', () => {
  expect(readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')).toBe(
    configurationPage(),
  )
})

test('the file of defaults that the page shows is a file that can be used', () => {
  const [, example = ''] = /```yaml\n(.*)```/s.exec(configurationPage()) ?? []
  expect(example).toContain('quorum: 10 %')
  expect(parseConfig(example)).toEqual({ ok: true, config: defaultConfig })
})
