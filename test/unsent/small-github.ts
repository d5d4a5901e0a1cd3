import type { GitHub } from '../../src/github/client.ts'

/** A comment or issue as a person writes it. */
export interface Written {
  readonly id: number
  readonly number?: number
  readonly repository: string
  /** The issue or pull request that it stands in. */
  readonly on: number
  readonly isOnPull: boolean
  readonly body: string
  readonly title?: string
  readonly user: { readonly id: number; readonly login: string }
  /** Milliseconds UTC. */
  readonly at: number
}

/** GitHub, as far as the App shows something there and asks what was written: all in memory. */
export function openSmallGitHub() {
  const written: Written[] = []
  const comments = new Map<number, { readonly place: string; body: string }>()
  const marks = new Set<string>()
  const checks = new Map<string, unknown>()
  let lastId = 1_000_000

  const listed = (repository: string, isIssue: boolean) =>
    written
      .filter((one) => one.repository === repository && (one.title !== undefined) === isIssue)
      .map(asListed)

  function read(path: string): unknown {
    const [, repository = '', listing = ''] = /^\/repos\/[^/]+\/([^/]+)\/(.*)$/.exec(path) ?? []
    if (listing === 'issues') return listed(repository, true)
    if (listing === 'issues/comments') return listed(repository, false)
    if (/^issues\/\d+\/labels$/.test(listing)) return []
    if (/^issues\/\d+\/comments$/.test(listing)) return commentsAt(`${repository}#${listing.split('/')[1]}`)
    if (/^issues\/\d+$/.test(listing)) return { node_id: listing }
    return []
  }

  const commentsAt = (at: string) =>
    [...comments]
      .filter(([, { place }]) => place === at)
      .map(([id, { body }]) => ({
        id,
        body,
        user: { type: 'Bot' },
        performed_via_github_app: { id: APP_ID },
      }))

  function write(method: string, path: string, body: Record<string, unknown>): unknown {
    lastId += 1
    const [, repository = '', thing = '', number = ''] =
      /^\/repos\/[^/]+\/([^/]+)\/([^/]+)\/?(.*)$/.exec(path) ?? []
    const text = String(body.body)
    if (/^\d+\/comments$/.test(number))
      comments.set(lastId, { place: `${repository}#${Number.parseInt(number, 10)}`, body: text })
    else if (number.startsWith('comments/') && method === 'PATCH') change(Number(number.split('/')[1]), text)
    else if (path.endsWith('/reactions')) marks.add(`${path} ${body.content}`)
    else if (thing === 'check-runs') {
      const id = method === 'POST' ? lastId : Number(number)
      const before = (checks.get(`${id}`) ?? {}) as object
      const { check_run_id: _, external_id: __, ...told } = body
      checks.set(`${id}`, { ...before, ...told })
      return { id }
    }
    return { id: lastId }
  }

  const change = (id: number, body: string) => {
    const known = comments.get(id)
    if (known) known.body = body
  }

  const request = async (route: string, parameters: Record<string, unknown>) => {
    const [method = '', template = ''] = route.split(' ')
    if (template === '/graphql') throw Object.assign(new Error('not here'), { status: 502 })
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(parameters[name]))
    return { data: method === 'GET' ? read(path) : write(method, path, parameters), headers: {} }
  }

  return {
    octokit: { request } as unknown as GitHub,
    write: (one: Written) => void written.push(one),
    /** What people see in the end; ids tell who was first, not what is said. */
    shown: () => ({
      comments: [...comments.values()].map(({ place, body }) => `${place}: ${body}`).sort(),
      marks: [...marks].sort(),
      checks: [...checks.values()].map((check) => JSON.stringify(check)).sort(),
    }),
  }
}

export const APP_ID = 4_242

function asListed(one: Written) {
  const at = new Date(one.at).toISOString().replace(/\.\d+Z/, 'Z')
  const page = `https://github.test/riverbed/${one.repository}/${one.isOnPull ? 'pull' : 'issues'}/${one.on}`
  return {
    id: one.id,
    number: one.on,
    ...(one.title === undefined ? {} : { title: one.title, state: 'open' }),
    body: one.body,
    user: { ...one.user, type: 'User' },
    created_at: at,
    updated_at: at,
    html_url: page,
    issue_url: `https://api.github.test/repos/riverbed/${one.repository}/issues/${one.on}`,
  }
}

/** As GitHub would have told it as it happened. */
export function told(one: Written, repository: { readonly id: number }, installation: number) {
  const listed = asListed(one)
  const isIssue = one.title !== undefined
  const issue = { number: one.on, ...(one.isOnPull ? { pull_request: {} } : {}) }
  const event = isIssue ? 'issues' : 'issue_comment'
  const payload = {
    action: isIssue ? 'opened' : 'created',
    sender: listed.user,
    installation: { id: installation },
    repository: { id: repository.id, name: one.repository, owner: { login: 'riverbed' } },
    ...(isIssue ? { issue: listed } : { issue, comment: listed }),
  }
  return { event, payload } as const
}
