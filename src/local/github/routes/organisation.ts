import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { completeRepository } from '../complete.ts'
import { type Env, forbidden, notFound } from '../env.ts'
import { askAsOwner, theInstallation, type World } from '../world.ts'

/** What an App may do in the organisation; the emulator lets Apps make no repositories, and read teams without being asked. */
export function organisationRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/orgs/:org/repos', (c, next) =>
    c.var.actor.kind === 'installation' ? makeRepository(world, c, c.var.actor.permissions) : next(),
  )
  const guarded: MiddlewareHandler<Env> = async (c, next) =>
    c.var.actor.kind === 'installation' && !c.var.actor.permissions.members ? forbidden(c) : next()
  routes.get('/orgs/:org/teams/:slug', guarded, async (c) => {
    const answer = await world.emulator.fetch(c.req.raw)
    if (!answer.ok) return answer
    const organization = world.organisations.findOneBy('login', c.req.param('org'))
    return c.json({ ...((await answer.json()) as object), organization })
  })
  routes.get('/orgs/:org/teams/:slug/members', guarded)
  routes.get('/organizations/:org/team/:team/members', guarded, (c) =>
    askAsOwner(world, 'GET', `/teams/${c.req.param('team')}/members`),
  )
  routes.patch('/orgs/:org/teams/:slug', async (c, next) => {
    const { name } = c.var.body
    const team = world.teams.findOneBy('slug', c.req.param('slug'))
    await next()
    if (team && c.res.ok && typeof name === 'string') world.teams.update(team.id, { slug: slugOf(name) })
  })
  return routes
}

/** What a team is called in addresses follows its name. */
const slugOf = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')

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
