import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkLink } from '../../handlers/link/check-link.ts'
import { type Articles, startArticles } from './server.ts'

let articles: Articles

beforeAll(async () => {
  articles = await startArticles()
})
afterAll(() => articles.stop())

/** The link checker, told where the articles are. */
function check(link: string, told: Articles = articles) {
  return checkLink(link, {
    allowedHosts: [articles.host],
    localHosts: new Map([[told.host, told.destination]]),
  })
}

test('the link checker reads an article, and sees it change and go', async () => {
  const link = articles.set('/farms', '<h1>Small farms</h1>')
  expect(link).toBe('https://articles.test/farms')
  const first = await check(link)
  expect(first).toMatchObject({ ok: true, status: 200, bytes: 20 })

  articles.set('/farms', '<h1>Large farms</h1>')
  const second = await check(link)
  expect(second).toMatchObject({ ok: true })
  expect(second).not.toEqual(first)

  articles.remove('/farms')
  expect(await check(link)).toMatchObject({ ok: false, reason: expect.stringContaining('404') })
})

test('nobody else vouches for it, and its own authority for no other name', async () => {
  const link = articles.set('/farms', 'x')
  const { ca, ...elsewhere } = articles.destination
  expect(await check(link, { ...articles, destination: elsewhere as never })).toMatchObject({ kind: 'tls' })
  const other = await startArticles()
  expect(
    await check(link, { ...articles, destination: { ...articles.destination, ca: other.destination.ca } }),
  ).toMatchObject({ kind: 'tls' })
  await other.stop()
  const renamed = { ...articles, host: 'other.test' }
  const named = await checkLink('https://other.test/farms', {
    allowedHosts: ['other.test'],
    localHosts: new Map([['other.test', renamed.destination]]),
  })
  expect(named).toMatchObject({ kind: 'tls' })
})
