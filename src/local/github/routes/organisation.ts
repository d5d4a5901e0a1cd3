import { type Context, Hono } from 'hono'
import { completeRepository } from '../complete.ts'
import { type Env, forbidden, notFound } from '../env.ts'
import { askAsOwner, theInstallation, type World } from '../world.ts'

/** What an App may do in the organisation; the emulator lets Apps make no repositories, and read teams without being asked. */
export function organisationRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/orgs/:org/repos', (c, next) =>
    c.var.actor.kind === 'installation' ? makeRepository(world, c, c.var.actor.permissions) : next(),
  )
  routes.get('/orgs/:org/teams/:slug/members', (c, next) => {
    const { actor } = c.var
    return actor.kind === 'installation' && !actor.permissions.members ? forbidden(c) : next()
  })
  return routes
}

/** An installation makes a repository for the account that it is on, and covers it from then on. */
async function makeRepository(world: World, c: Context<Env>, permissions: Record<string, string>) {
  const installation = theInstallation(world)
  if (permissions.administration !== 'write') return forbidden(c)
  const organisation = world.organisations.findOneBy('login', c.req.param('org'))
  if (organisation?.id !== installation.account_id) return notFound(c)
  const answer = await askAsOwner(world, 'POST', c.req.path, c.var.body)
  if (!answer.ok) return answer
  const repository = (await answer.json()) as { id: number }
  if (installation.repository_selection === 'selected') {
    const repository_ids = [...(installation.repository_ids ?? []), repository.id]
    world.installations.update(installation.id, { repository_ids })
  }
  return c.json(completeRepository(world, repository), 201)
}
