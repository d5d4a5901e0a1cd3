import { createHash, generateKeyPairSync } from 'node:crypto'
import nock from 'nock'

const API = 'https://api.github.test'
const OWNER = '/repos/riverbed'
const MARKET = `${OWNER}/market`

/** What people would see on GitHub in the end. Ids of comments are left out: they tell who was first, not what is said. */
export interface Shown {
  readonly comments: string[]
  readonly labels: Record<string, string[]>
  readonly closed: string[]
  readonly reactions: string[]
  readonly checks: string[]
}

/**
 * A GitHub by nock that keeps what is written, with the settings file of the recording, and `answers` to whoever reads
 * something else, by path. `calls` are the requests made, in order: method, path (in another repository than the market's,
 * after its name) and a digest of the body, except those for tokens.
 */
export function nockGitHub(
  settings: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, unknown>> = {},
) {
  const calls: string[] = []
  const shown: Shown = { comments: [], labels: {}, closed: [], reactions: [], checks: [] }
  let lastId = 1_000_000

  const carryOut = (method: string, path: string, body: Record<string, unknown>): [number, unknown] => {
    const [, repository, thing = '', issue = ''] = /^([^/]*)\/([\w-]+)(?:\/(\d+))?/.exec(path) ?? []
    const place = `${repository}#${issue}`
    lastId += 1
    if (path.endsWith('/comments')) shown.comments.push(`${place}: ${body.body}`)
    else if (path.endsWith('/reactions')) shown.reactions.push(`${path} ${body.content}`)
    else if (path.endsWith('/labels') && issue) shown.labels[place] = body.labels as string[]
    else if (thing === 'check-runs') shown.checks.push(JSON.stringify(body))
    else if (method === 'PATCH' && body.state === 'closed') shown.closed.push(place)
    return [201, { id: lastId }]
  }

  nock(API)
    .persist()
    .post(/^\/app\/installations\/\d+\/access_tokens$/)
    .reply(201, TOKEN)
  for (const method of ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']) {
    nock(API)
      .persist()
      .intercept((uri) => uri.startsWith(OWNER), method)
      .reply(async (request: Request) => {
        const { pathname, search } = new URL(request.url)
        const prefix = pathname.startsWith(`${MARKET}/`) ? MARKET : `${OWNER}/`
        const path = `${decodeURIComponent(pathname.slice(prefix.length))}${search}`
        const text = await request.text()
        const digest = text && createHash('sha256').update(text).digest('hex').slice(0, 16)
        calls.push(`${method} ${path} ${digest}`.trim())
        if (method !== 'GET') return carryOut(method, path, text ? JSON.parse(text) : {})
        const answer = answers[`${pathname}${search}`]
        return answer === undefined ? readFile(path, settings) : [200, answer]
      })
  }
  return { url: API, calls, shown: () => sorted(shown) }
}

const TOKEN = {
  token: 'ghs_test',
  expires_at: '2099-01-01T00:00:00Z',
  permissions: {},
  repository_selection: 'all',
}

function readFile(path: string, settings: Readonly<Record<string, string>>): [number, unknown] {
  if (path.includes('/git/trees/')) return [200, { tree: [] }]
  const [, file = '', , ref = ''] = /^\/contents\/([^?]+)(\?ref=(.+))?$/.exec(path) ?? []
  const text = settings[ref]
  if (file !== '.github/tributary.yml' || text === undefined) return [404, { message: 'Not Found' }]
  return [200, { content: Buffer.from(text).toString('base64'), encoding: 'base64' }]
}

const sorted = ({ comments, labels, closed, reactions, checks }: Shown): Shown => ({
  comments: comments.toSorted(),
  labels,
  closed: closed.toSorted(),
  reactions: reactions.toSorted(),
  checks: checks.toSorted(),
})

/** A key that signs for no App in the world. */
export const testKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
