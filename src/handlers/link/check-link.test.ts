import { createHash } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkLink, type LinkCheckOptions } from './check-link.ts'
import type { Destination } from './request.ts'
import { type ArticleServer, startArticleServer } from './testing/article-server.ts'

const HOST = 'articles.example'
const OTHER = 'other.example'
const ARTICLE = '<h1>Small farms</h1>'
const sha256 = (body: string | Buffer) => createHash('sha256').update(body).digest('hex')

/** What the last request brought. */
let asked: IncomingMessage | undefined

const pages: Record<string, (response: ServerResponse) => void> = {
  '/article': (response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(ARTICLE),
  '/pdf': (response) => response.writeHead(200, { 'content-type': 'Application/PDF' }).end('%PDF'),
  '/cookie': (response) => response.writeHead(302, { location: '/article', 'set-cookie': 'a=b' }).end(),
  '/circle': (response) => {
    const known = /(^|; )a=b($|;)/.test(asked?.headers.cookie ?? '')
    if (known) response.writeHead(200, { 'content-type': 'text/html' }).end(ARTICLE)
    else response.writeHead(302, { location: '/circle', 'set-cookie': 'a=b; Path=/; Secure' }).end()
  },
  '/gzip': (response) => packed(response, 'gzip', gzipSync(ARTICLE)),
  '/br': (response) => packed(response, 'br', brotliCompressSync(ARTICLE)),
  '/deflate': (response) => packed(response, 'deflate', deflateSync(ARTICLE)),
  '/no-gzip': (response) => packed(response, 'gzip', Buffer.from(ARTICLE)),
  '/zstd': (response) => packed(response, 'zstd', Buffer.from(ARTICLE)),
  '/markdown': (response) => response.writeHead(200, { 'content-type': 'text/markdown' }).end(ARTICLE),
  '/relative': (response) => response.writeHead(301, { location: 'article' }).end('moved'),
  '/other-host': (response) => response.writeHead(307, { location: `https://${OTHER}/article` }).end(),
  '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
  '/five': (response) => response.writeHead(302, { location: '/4' }).end(),
  '/to-http': (response) => response.writeHead(302, { location: `http://${HOST}/article` }).end(),
  '/to-metadata': (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
  '/to-metadata-tls': (response) =>
    response.writeHead(302, { location: 'https://169.254.169.254/latest/' }).end(),
  '/to-private': (response) => response.writeHead(308, { location: 'https://10.0.0.1/' }).end(),
  '/to-loopback': (response) => response.writeHead(302, { location: 'https://[::1]/' }).end(),
  '/to-evil': (response) => response.writeHead(302, { location: 'https://evil.test/' }).end(),
  '/to-port': (response) => response.writeHead(302, { location: `https://${HOST}:22/` }).end(),
  '/no-location': (response) => response.writeHead(302).end(),
  '/gone': (response) => response.writeHead(404, { 'content-type': 'text/html' }).end(),
  '/login': (response) => response.writeHead(403).end(),
  '/broken': (response) => response.writeHead(500).end(),
  '/busy': (response) => response.writeHead(503).end(),
  '/slow-down': (response) => response.writeHead(429).end(),
  '/partial': (response) => response.writeHead(206, { 'content-type': 'text/html' }).end('x'),
  '/video': (response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end('x'),
  '/bare': (response) => response.writeHead(200).end(ARTICLE),
  '/announced': (response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': 6e9 }).write('x'),
  '/gzip-bomb': (response) =>
    response
      .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(50_000_000))),
  '/hidden-bomb': (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(gzipSync(Buffer.alloc(50_000_000))),
  '/headers': (response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'x-long': 'x'.repeat(20_000) }).end(),
  '/silent': () => undefined,
  '/cut': (response) => response.socket?.destroy(),
  '/half': (response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': 100 }).write('x')
    setTimeout(() => response.socket?.destroy(), 20)
  },
  '/switch': (response) =>
    response.socket?.end('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
  '/no-http': (response) => response.socket?.end('220 ready\r\n'),
  '/endless': (response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const chunk = Buffer.alloc(65_536, 'x')
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', pour)
    pour()
  },
  '/drip': (response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const drip = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(drip))
  },
}

const packed = (response: ServerResponse, encoding: string, body: Buffer) =>
  response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding }).end(body)

const serve: RequestListener = (request, response) => {
  asked = request
  const path = request.url ?? ''
  const count = /^\/([0-9])$/.exec(path)?.[1]
  const page = pages[path]
  if (count !== undefined)
    response.writeHead(302, { location: count === '1' ? '/article' : `/${Number(count) - 1}` }).end()
  else if (page) page(response)
  else response.writeHead(404).end()
}

let server: ArticleServer
let other: ArticleServer
let local: LinkCheckOptions

beforeAll(async () => {
  server = await startArticleServer(HOST, serve)
  other = await startArticleServer(OTHER, serve)
  const localHosts = new Map<string, Destination>([
    [HOST, server.destination],
    [OTHER, other.destination],
  ])
  local = { allowedHosts: [HOST, OTHER], localHosts, timeLimitMilliseconds: 2_000 }
})

afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await other[Symbol.asyncDispose]()
})

const check = (path: string, options: Partial<LinkCheckOptions> = {}) =>
  checkLink(`https://${HOST}${path}`, { ...local, ...options })

describe('an article is read', () => {
  test('to its hash', async () => {
    expect(await check('/article')).toEqual({
      ok: true,
      finalUrl: `https://${HOST}/article`,
      status: 200,
      contentHash: sha256(ARTICLE),
      bytes: ARTICLE.length,
    })
    expect(await check('/pdf')).toMatchObject({ ok: true, contentHash: sha256('%PDF') })
  })

  test.each(['/relative', '/cookie', '/five', '/5'])('through the redirects of %s', async (path) => {
    expect(await check(path)).toMatchObject({ ok: true, finalUrl: `https://${HOST}/article` })
  })

  test('also on another allowed host', async () => {
    expect(await check('/other-host')).toMatchObject({ ok: true, finalUrl: `https://${OTHER}/article` })
  })

  test.each(['/gzip', '/br', '/deflate', '/markdown', '/bare', '/circle'])(
    'as servers send it: %s',
    async (path) => {
      expect(await check(path)).toMatchObject({ ok: true, contentHash: sha256(ARTICLE) })
    },
  )

  test('with the cookies of this visit alone, no compression asked, and a name that says who asks', async () => {
    await check('/cookie')
    expect(asked?.url).toBe('/article')
    expect(asked?.headers).toMatchObject({ host: HOST, 'accept-encoding': 'identity', cookie: 'a=b' })
    expect(asked?.headers['user-agent']).toMatch(/^Tributary(?!.*link)/i)
    await check('/article')
    expect(asked?.headers).not.toHaveProperty('cookie')
    expect(asked?.headers).not.toHaveProperty('authorization')
  })
})

describe('what a server does to us is bounded', () => {
  test.each([
    ['/loop', 'too-many-redirects'],
    ['/6', 'too-many-redirects'],
    ['/to-http', 'bad-url'],
    ['/to-metadata', 'bad-url'],
    ['/to-metadata-tls', 'bad-url'],
    ['/to-private', 'bad-url'],
    ['/to-loopback', 'bad-url'],
    ['/to-port', 'bad-url'],
    ['/to-evil', 'host-not-allowed'],
    ['/no-location', 'not-readable'],
    ['/gone', 'not-readable'],
    ['/login', 'not-readable'],
    ['/partial', 'not-readable'],
    ['/broken', 'server-error'],
    ['/slow-down', 'busy'],
    ['/busy', 'busy'],
    ['/video', 'wrong-type'],
    ['/announced', 'too-large'],
    ['/endless', 'too-large'],
    ['/headers', 'too-large'],
    ['/gzip-bomb', 'too-large'],
    ['/no-gzip', 'encoded'],
    ['/zstd', 'encoded'],
    ['/cut', 'unreachable'],
    ['/half', 'unreachable'],
    ['/switch', 'unreachable'],
    ['/no-http', 'unreachable'],
  ])('%s: %s', async (path, kind) => {
    expect(await check(path)).toEqual({ ok: false, kind, reason: expect.stringMatching(/^[A-Z].*\.$/) })
  })

  test('a body that is not said to be compressed is counted as sent', async () => {
    expect(await check('/hidden-bomb')).toMatchObject({
      ok: true,
      contentHash: sha256(gzipSync(Buffer.alloc(50_000_000))),
    })
  })

  test.each(['/silent', '/drip'])('%s ends with the time', async (path) => {
    const started = performance.now()
    expect(await check(path, { timeLimitMilliseconds: 300 })).toMatchObject({ ok: false, kind: 'timeout' })
    expect(performance.now() - started).toBeLessThan(1_500)
  })

  test('stopping the App ends a check', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    expect(await check('/drip', { signal: stop.signal })).toMatchObject({ ok: false, kind: 'aborted' })
    expect(await check('/article', { signal: stop.signal })).toMatchObject({ ok: false, kind: 'aborted' })
  })
})

describe('the certificate must be the host\u2019s', () => {
  const reach = (destination: Destination) =>
    check('/article', { localHosts: new Map([[HOST, destination]]) })

  test('not another\u2019s, and not one of an unknown authority', async () => {
    const { address, port, ca } = server.destination
    expect(await reach({ ...other.destination })).toMatchObject({ ok: false, kind: 'tls' })
    expect(await reach({ address, port, ca: other.destination.ca })).toMatchObject({ ok: false, kind: 'tls' })
    expect(await reach({ address, port })).toMatchObject({ ok: false, kind: 'tls' })
    expect(await reach({ address, port, ca })).toMatchObject({ ok: true })
  })

  test('nothing listening is unreachable', async () => {
    expect(await reach({ address: '127.0.0.1', port: 1 })).toMatchObject({ ok: false, kind: 'unreachable' })
  })
})

describe('what names resolve to', () => {
  const PUBLIC = '8.8.8.8'
  const page = { ok: true, status: 200, contentHash: 'h', bytes: 1 } as const

  /** A check of a host that is not local: what was resolved, and where a connection would have gone. */
  async function resolveTo(answers: readonly (readonly string[])[], redirects: readonly string[] = []) {
    const connected: string[] = []
    const questions: string[] = []
    const result = await checkLink('https://a.public.example/', {
      allowedHosts: ['public.example'],
      resolve: async (hostname) => {
        questions.push(hostname)
        return answers[questions.length - 1] ?? []
      },
      visit: async (_url, { address, port }) => {
        connected.push(`${address}:${port}`)
        const redirect = redirects[connected.length - 1]
        return redirect === undefined ? page : { redirect }
      },
    })
    return { result, connected, questions }
  }

  test('a public address is connected to, and no other', async () => {
    const { result, connected, questions } = await resolveTo([['2606:4700::1111', PUBLIC], ['127.0.0.1']])
    expect(result.ok).toBe(true)
    expect(connected).toEqual([`${PUBLIC}:443`])
    expect(questions).toEqual(['a.public.example'])
  })

  test.each([
    [['127.0.0.1']],
    [['10.0.0.1']],
    [['169.254.169.254']],
    [['::1']],
    [['::ffff:8.8.8.8']],
    [[PUBLIC, '10.0.0.1']],
    [['10.0.0.1', PUBLIC]],
    [[PUBLIC, 'fd00::1']],
    [['2130706433']],
  ])('%j is not visited', async (addresses) => {
    const { result, connected } = await resolveTo([addresses])
    expect(result).toMatchObject({ ok: false, kind: 'private-address' })
    expect(connected).toEqual([])
  })

  test('a name that turns private before the redirect is not followed', async () => {
    const { result, connected } = await resolveTo(
      [[PUBLIC], ['127.0.0.1']],
      ['https://a.public.example/again'],
    )
    expect(result).toMatchObject({ ok: false, kind: 'private-address' })
    expect(connected).toEqual([`${PUBLIC}:443`])
  })

  test('no address at all is unreachable', async () => {
    expect((await resolveTo([[]])).result).toMatchObject({ ok: false, kind: 'unreachable' })
  })

  test('a resolver that fails or never answers does not keep us', async () => {
    const options = { allowedHosts: ['public.example'], timeLimitMilliseconds: 100 }
    const failing = checkLink('https://public.example/', {
      ...options,
      resolve: () => Promise.reject(new Error('down')),
    })
    expect(await failing).toMatchObject({ ok: false, kind: 'unreachable' })
    const silent = checkLink('https://public.example/', {
      ...options,
      resolve: () => new Promise(() => undefined),
    })
    expect(await silent).toMatchObject({ ok: false, kind: 'timeout' })
  })

  test('a local host is local under its own name only', async () => {
    const { localHosts } = local
    const before = server.connections()
    const resolve = async () => ['127.0.0.1']
    for (const host of [`www.${HOST}`, 'public.example']) {
      const result = await checkLink(`https://${host}/`, {
        allowedHosts: [HOST, 'public.example'],
        localHosts,
        resolve,
      })
      expect(result).toMatchObject({ ok: false, kind: 'private-address' })
    }
    expect(
      await checkLink(`https://${HOST}/`, { allowedHosts: ['public.example'], localHosts }),
    ).toMatchObject({
      ok: false,
      kind: 'host-not-allowed',
    })
    expect(server.connections()).toBe(before)
  })
})
