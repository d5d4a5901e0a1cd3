import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { type Context, Hono, type Next } from 'hono'
import { openAct } from './acting.ts'
import { completeAnswer, completePull, completeRepository } from './complete.ts'
import type { Sender } from './deliveries.ts'
import type { Row } from './emulator.ts'
import { type Env, problem } from './env.ts'
import type { Faults } from './faults.ts'
import type { GitBackend } from './git/backend.ts'
import { type Actor, identify, senderOf } from './identity.ts'
import { type Before, completePayload } from './payload.ts'
import { followBranch, mergeability } from './pulls.ts'
import { movedRefs, pushPayload, refsOf } from './pushes.ts'
import { accountRoutes } from './routes/account.ts'
import { assigneeRoutes } from './routes/assignees.ts'
import { checkRoutes } from './routes/checks.ts'
import { codePageRoutes } from './routes/code-pages.ts'
import { compareRoutes } from './routes/compare.ts'
import { editPageRoutes } from './routes/edit-pages.ts'
import { gitRoutes } from './routes/git.ts'
import { hookRoutes } from './routes/hook.ts'
import { installationRoutes } from './routes/installation.ts'
import { issuePageRoutes } from './routes/issue-pages.ts'
import { limits } from './routes/limits.ts'
import { listingRoutes } from './routes/listings.ts'
import { manifestPageRoutes } from './routes/manifest-pages.ts'
import { newestRoutes } from './routes/newest.ts'
import { organisationRoutes } from './routes/organisation.ts'
import { pageRoutes } from './routes/pages.ts'
import { permissionRoutes } from './routes/permission.ts'
import { pullPageRoutes } from './routes/pull-pages.ts'
import { pullRoutes } from './routes/pulls.ts'
import { reactionRoutes } from './routes/reactions.ts'
import { releaseRoutes } from './routes/releases.ts'
import { swapLabelRoutes } from './routes/swap-labels.ts'
import { worldPageRoutes } from './routes/world-pages.ts'
import { appShape, installationShape } from './shapes.ts'
import type { Wheel } from './steering.ts'
import {
  findComment,
  findIssue,
  findPull,
  findRepository,
  type Repository,
  sure,
  theApp,
  theInstallation,
  type World,
} from './world.ts'

type Parts = {
  /** People’s tokens by login: what a page does is done with one. */
  tokens: Readonly<Record<string, string>>
  wheel: Wheel
  world: World
  sender: Sender
  faults: Faults
  git: GitBackend
  changed: () => void
}

/** What stands before the emulator: it adds what is missing, mends what differs from GitHub, and passes on the rest. */
export function openFront({ world, sender, faults, git, tokens, wheel, changed }: Parts): Hono<Env> {
  const before = new AsyncLocalStorage<Before>()
  const post = { world, sender }
  world.emulator.onEvent(async (event, _action, payload) => {
    // Pushes are told from the refs that moved: the emulator has no event for some ways to push.
    if (event !== 'push') announce(post, event, payload, before.getStore() ?? {})
  })

  const front = new Hono<Env>()
  front.use('*', async (c, next) => {
    const actor = await identify(world, c.req.header('authorization'))
    if (!actor) return problem(c, 401, 'Bad credentials')
    c.set('actor', actor)
    c.set('body', await readBody(c))
    await followPushes(post, c, next)
    c.header('x-github-request-id', randomUUID())
    if (!isRead(c)) changed()
  })
  front.route('/', faults.routes)
  front.route('/', hookRoutes(sender))
  front.route('/', installationRoutes(world))
  front.route('/', accountRoutes(world))
  front.route('/', permissionRoutes(world))
  front.route('/', limits(world))
  front.route('/', listingRoutes(world))
  front.route('/', organisationRoutes(world))
  front.route('/', releaseRoutes(world))
  front.route('/', swapLabelRoutes(world))
  front.route('/', newestRoutes(world))
  front.route('/', pullRoutes({ world, announce: (event, payload) => announce(post, event, payload, {}) }))
  front.route(
    '/',
    assigneeRoutes({ world, announce: (event, payload) => announce(post, event, payload, {}) }),
  )
  front.route('/', reactionRoutes(world))
  front.route('/', checkRoutes(world))
  front.route('/', compareRoutes(world))
  front.route('/', gitRoutes(world, git))
  const act = openAct(tokens, (request) => front.fetch(request))
  front.route('/', manifestPageRoutes(world))
  front.route('/', worldPageRoutes(world, wheel))
  front.route('/', issuePageRoutes(world, act))
  front.route('/', pullPageRoutes(world, act))
  front.route('/', editPageRoutes(world, act))
  front.route('/', pageRoutes(world, wheel))
  front.route('/', codePageRoutes(world))
  front.all('*', async (c) => {
    const request = await forwarded(c)
    const answer = await before.run(saidBefore(world, c), () => world.emulator.fetch(request))
    return complete(world, c, answer)
  })
  return front
}

/** Whatever a request did: the branches and tags that it moved are pushes, and pull requests follow their branches. */
async function followPushes(post: Post, c: Context<Env>, next: Next): Promise<void> {
  const repository = isRead(c) ? undefined : repositoryIn(post.world, c)
  const refs = repository && refsOf(post.world, repository)
  await next()
  const isThere = repository && post.world.repositories.get(repository.id)
  if (isThere && refs) await announcePushes(post, isThere, refs, c.var.actor)
}

const isRead = (c: Context) => c.req.method === 'GET' || c.req.method === 'HEAD'

async function readBody(c: Context): Promise<Record<string, unknown>> {
  // What git sends is no text, and would be spoilt by reading it as such.
  if (isRead(c) || c.req.header('content-type')?.startsWith('application/x-git-')) return {}
  try {
    const body: unknown = JSON.parse(await c.req.text())
    return body !== null && typeof body === 'object' && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : {}
  } catch {
    return {}
  }
}

/** The repository that a request of the API or a push is about. */
function repositoryIn(world: World, c: Context): (Repository & Row) | undefined {
  const { path } = c.req
  const [, owner = '', name = ''] =
    /^\/repos\/([^/]+)\/([^/]+)/.exec(path) ??
    /^\/([^/]+)\/([^/]+?)(?:\.git)?\/git-receive-pack$/.exec(path) ??
    []
  return findRepository(world, owner, name)
}

/** The same request for the emulator, with the body as it came or as a guard has changed it. */
async function forwarded(c: Context<Env>): Promise<Request> {
  const { method, url } = c.req
  const headers = new Headers(c.req.raw.headers)
  headers.delete('content-length')
  if (isRead(c)) return new Request(url, { method, headers })
  const original = await c.req.arrayBuffer()
  const changed = c.get('changedBody')
  return new Request(url, { method, headers, body: changed ? JSON.stringify(changed) : original })
}

/** Title and body of the issue or comment that a request is about to change. */
function saidBefore(world: World, c: Context): Before {
  if (c.req.method !== 'PATCH') return {}
  const repository = repositoryIn(world, c)
  const [, comment, id] = /\/(?:issues|pulls)\/(comments\/)?(\d+)$/.exec(c.req.path) ?? []
  if (!repository || !id) return {}
  const found = comment
    ? findComment(world, repository, Number(id), c.req.path.includes('/pulls/') ? 'review' : 'issue')
    : findIssue(world, repository, Number(id))
  return found ? { body: found.body, ...('title' in found && { title: found.title }) } : {}
}

type Post = { world: World; sender: Sender }

function announce(
  { world, sender }: Post,
  event: string,
  payload: Record<string, unknown>,
  before: Before,
): void {
  const { owner } = (payload.repository ?? {}) as { owner?: { id: number; type: string } }
  const installation = theInstallation(world)
  if (installation.suspended_at || !theApp(world).events.includes(event)) return
  if (owner?.id !== installation.account_id || owner.type !== installation.account_type) return
  sender.send(event, completePayload(world, event, payload, before))
}

async function announcePushes(
  post: Post,
  repository: Repository & Row,
  refs: Map<string, string>,
  actor: Actor,
) {
  const { world } = post
  const sender = senderOf(world, actor)
  const tell = (event: string, payload: Record<string, unknown>) => announce(post, event, payload, {})
  for (const moved of movedRefs(world, repository, refs)) {
    announce(post, 'push', await pushPayload(world, moved, sender), {})
    await followBranch({ world, announce: tell }, moved, sender)
  }
}

/** Answers about issues, comments, pull requests and checks are completed; all others are passed on as they are. */
const RELEASE = /^\/repos\/[^/]+\/[^/]+\/releases(\/tags\/[^/]+|\/\d+)?$/
const POSTS = /^\/repos\/[^/]+\/[^/]+\/(issues|pulls|check-runs|check-suites|commits\/.+\/check-runs)(\/|$)/
const INSTALLATIONS = /^\/(app\/installations(\/\d+)?|(repos\/[^/]+|orgs|users)\/[^/]+\/installation)$/
const REPOSITORY = /^\/repos\/[^/]+\/[^/]+$/
const NEW_TOKEN = /^\/app\/installations\/\d+\/access_tokens$/

async function complete(world: World, c: Context, answer: Response): Promise<Response> {
  const isJson = answer.headers.get('content-type')?.includes('json')
  if (!answer.ok || !isJson) return answer
  const { path } = c.req
  const pull = /^\/repos\/([^/]+)\/([^/]+)\/pulls\/(\d+)$/.exec(path)
  if (pull) return rewritten(answer, (json) => wholePull(world, pull, json as Record<string, unknown>))
  if (RELEASE.test(path)) return rewritten(answer, (json) => completeAnswer(world, json))
  if (POSTS.test(path)) return rewritten(answer, (json) => completeAnswer(world, json))
  if (INSTALLATIONS.test(path))
    return rewritten(answer, (json) =>
      Array.isArray(json) ? [installationShape(world)] : installationShape(world),
    )
  if (REPOSITORY.test(path))
    return rewritten(answer, (json) => completeRepository(world, json as Record<string, unknown>))
  if (path === '/app') return rewritten(answer, (json) => whichApp(world, (json as { id: number }).id))
  if (NEW_TOKEN.test(path))
    return rewritten(answer, (json) => keepExpiry(world, json as { token: string; expires_at: string }))
  return answer
}

/** With whether it can be merged, which the emulator does not look at. */
function wholePull(
  world: World,
  [, owner = '', name = '', number]: RegExpExecArray,
  json: Record<string, unknown>,
) {
  const repository = findRepository(world, owner, name)
  const pull = repository && findPull(world, repository, Number(number))
  return { ...completePull(world, json), ...(pull && mergeability(world, pull)) }
}

function whichApp(world: World, id: number) {
  const app = sure(world.apps.findBy('app_id', id)[0], 'the App')
  const installations_count = world.installations.findBy('app_id', id).length
  return { ...appShape(world, app), installations_count }
}

/** The emulator knows when a token ends but takes it for ever after. */
function keepExpiry<T extends { token: string; expires_at: string }>(world: World, answer: T): T {
  sure(world.emulator.tokens.get(answer.token), 'a token').expiresAt = answer.expires_at
  return answer
}

async function rewritten(answer: Response, change: (json: unknown) => unknown): Promise<Response> {
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  return Response.json(change(await answer.json()), { status: answer.status, headers })
}
