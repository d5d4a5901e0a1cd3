import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Row } from '../emulator.ts'
import type { Env } from '../env.ts'
import type { GitBackend } from '../git/backend.ts'
import { GitMissing } from '../git/run.ts'
import { mayWrite, senderOf } from '../identity.ts'
import { findRepository, type Repository, type World } from '../world.ts'

/** `git clone`, `fetch` and `push` over HTTP. The password is a person's token. */
export function gitRoutes(world: World, git: GitBackend): Hono<Env> {
  const routes = new Hono<Env>()
  const service = (path: string, isPush: (c: Context<Env>) => boolean) => (c: Context<Env>) =>
    serve(world, git, c, { path, isPush: isPush(c) })
  routes.get(
    '/:owner/:repo/info/refs',
    service('info/refs', (c) => c.req.query('service') === 'git-receive-pack'),
  )
  routes.post(
    '/:owner/:repo/git-upload-pack',
    service('git-upload-pack', () => false),
  )
  routes.post(
    '/:owner/:repo/git-receive-pack',
    service('git-receive-pack', () => true),
  )
  return routes
}

async function serve(
  world: World,
  git: GitBackend,
  c: Context<Env>,
  { path, isPush }: { path: string; isPush: boolean },
): Promise<Response> {
  const repository = findRepository(
    world,
    c.req.param('owner') ?? '',
    c.req.param('repo')?.replace(/\.git$/, '') ?? '',
  )
  const refusal = refuse(world, c, repository, isPush)
  if (refusal || !repository) return refusal ?? c.text('Repository not found.\n', 404)
  try {
    const { status, headers, body } = await git.answer(
      repository,
      isPush ? senderOf(world, c.var.actor) : undefined,
      { method: c.req.method, path, query: new URL(c.req.url).search.slice(1), ...(await sent(c)) },
    )
    return c.body(new Uint8Array(body), status as ContentfulStatusCode, headers)
  } catch (error) {
    if (error instanceof GitMissing) return c.text(`${error.message}\n`, 501)
    throw error
  }
}

/** GitHub asks for a name where a stranger may not, and hides what may not be read. */
function refuse(world: World, c: Context<Env>, repository: (Repository & Row) | undefined, isPush: boolean) {
  const { actor } = c.var
  if (actor.kind === 'nobody' && (isPush || repository?.private !== false))
    return c.text('Authentication required: any name, and a token as the password.\n', 401, {
      'www-authenticate': 'Basic realm="Local GitHub"',
    })
  if (!repository || (repository.private && !mayWrite(world, repository, actor, 'contents', 'read')))
    return c.text('Repository not found.\n', 404)
  if (isPush && !mayWrite(world, repository, actor, 'contents', 'write'))
    return c.text(`You may not push to ${repository.full_name}: push to a fork of yours.\n`, 403)
  return undefined
}

async function sent(c: Context<Env>) {
  const header = (name: string) => c.req.header(name) ?? ''
  const body = c.req.method === 'GET' ? Buffer.alloc(0) : Buffer.from(await c.req.arrayBuffer())
  const headers = {
    contentType: header('content-type'),
    encoding: header('content-encoding'),
    protocol: header('git-protocol'),
  }
  return { headers, body }
}
