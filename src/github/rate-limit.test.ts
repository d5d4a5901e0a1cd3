import { pino } from 'pino'
import { afterEach, expect, test, vi } from 'vitest'
import { testKey } from '../../test/replay/nock-github.ts'
import { connectGitHub } from './client.ts'

const settings = {
  appId: 1,
  privateKey: testKey(),
  githubApiUrl: 'https://api.github.test',
  githubThrottle: true,
}

afterEach(() => {
  vi.useRealTimers()
})

test('a limit is not waited out inside a request: its account is left alone until it is over, and no other waits', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const asked: string[] = []
  let limited = true
  const json = (body: object, status = 200, headers = {}) =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    })
  const github = connectGitHub(settings, pino({ enabled: false }), async (input, init) => {
    const url = String(input)
    if (url.includes('access_tokens')) {
      const token = url.includes('/1/') ? 'first' : 'second'
      return json({ token, expires_at: '2100-01-01T00:00:00Z', permissions: {} }, 201)
    }
    const isFirst = String(new Headers(init?.headers).get('authorization')).includes('first')
    asked.push(isFirst ? 'first' : 'second')
    if (!isFirst || !limited) return json({})
    return json({ message: 'You have exceeded a secondary rate limit.' }, 403, { 'retry-after': '60' })
  })
  const ask = async (id: number) =>
    (await (await github.asInstallation(id)).request('GET /repos/{owner}/{repo}', { owner: 'a', repo: 'b' }))
      .status

  await expect(ask(1)).rejects.toMatchObject({ status: 403, putOff: 60_000 })
  await expect(ask(1)).rejects.toMatchObject({ status: 429, putOff: 60_000 })
  expect(await ask(2)).toBe(200)
  expect(asked).toEqual(['first', 'second'])
  limited = false
  vi.setSystemTime(Date.now() + 59_000)
  const late = await ask(1).catch((error: unknown) => error)
  expect(late).toMatchObject({ message: expect.stringContaining('asked again in 1 seconds'), putOff: 1_000 })
  vi.setSystemTime(Date.now() + 1_000)
  expect(await ask(1)).toBe(200)
}, 20_000)
