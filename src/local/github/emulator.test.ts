import { expect, test } from 'vitest'
import { openClock } from '../clock.ts'
import { startEmulator } from './emulator.ts'

test('the emulator hands over its store, its tokens and its events', async () => {
  const seed = {
    tokens: { secret: { login: 'ops' } },
    github: { users: [{ login: 'ops' }], repos: [{ owner: 'ops', name: 'market' }] },
  }
  const emulator = await startEmulator('http://github.test', seed, openClock())
  const events: string[] = []
  emulator.onEvent(async (event, action) => {
    events.push(`${event}.${action}`)
  })

  const answer = await emulator.fetch(
    new Request('http://github.test/repos/ops/market/issues', {
      method: 'POST',
      headers: { authorization: 'token secret' },
      body: JSON.stringify({ title: 'An idea' }),
    }),
  )

  expect(answer.status).toBe(201)
  expect(events).toEqual(['issues.opened'])
  expect(
    emulator.store.collection<{ title: string }>('github.issues', ['repo_id', 'number']).all()[0]?.title,
  ).toBe('An idea')
  expect(emulator.tokens.get('secret')?.login).toBe('ops')
  await emulator.stop()
})
