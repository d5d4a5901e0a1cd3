import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { eventHandlers } from './webhooks.ts'

test('every event that is handled is one that the App asks GitHub for, and the other way round', () => {
  const manifest = parse(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8'))
  // Every App hears of its installations, and one that writes checks of those that are asked for once more.
  const unasked = ['installation', 'installation_repositories', 'check_run', 'check_suite']
  expect(Object.keys(eventHandlers).sort()).toEqual([...manifest.default_events, ...unasked].sort())
})
