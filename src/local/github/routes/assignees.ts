import { type Context, Hono, type Next } from 'hono'
import { type Env, notAdmin, notFound, repositoryOf } from '../env.ts'
import { mayWrite, senderOf } from '../identity.ts'
import { announcePull, type PullPost } from '../pulls.ts'
import { simpleUser } from '../shapes.ts'
import { findPull, readAsOwner } from '../world.ts'

/** Who is to see to a pull request. The emulator knows assignees of issues alone; on GitHub both have them. */
export function assigneeRoutes(post: PullPost): Hono<Env> {
  const routes = new Hono<Env>()
  const path = '/repos/:owner/:repo/issues/:number{[0-9]+}/assignees'
  routes.on(['POST', 'DELETE'], path, (c, next) => assign(post, c, next))
  return routes
}

async function assign({ world, announce }: PullPost, c: Context<Env>, next: Next) {
  const repository = repositoryOf(world, c)
  const pull = repository && findPull(world, repository, Number(c.req.param('number')))
  if (!repository || !pull) return next()
  const { actor, body } = c.var
  if (actor.kind === 'nobody') return notFound(c)
  if (!mayWrite(world, repository, actor, 'pull_requests', 'triage')) return notAdmin(c)
  const isOn = c.req.method === 'POST'
  const logins = Array.isArray(body.assignees) ? body.assignees : []
  for (const user of logins.flatMap((login) => world.users.findOneBy('login', login) ?? [])) {
    if (pull.assignee_ids.includes(user.id) === isOn) continue
    const others = pull.assignee_ids.filter((id) => id !== user.id)
    pull.assignee_ids = isOn ? [...others, user.id] : others
    world.pulls.update(pull.id, { assignee_ids: pull.assignee_ids })
    const told = { action: isOn ? 'assigned' : 'unassigned', assignee: simpleUser(world, user) }
    await announcePull(world, announce, pull, told, senderOf(world, actor))
  }
  const whole = await readAsOwner<object>(world, `/repos/${repository.full_name}/pulls/${pull.number}`)
  return c.json(whole, isOn ? 201 : 200)
}
