import { Hono } from 'hono'
import { completeRepository } from '../complete.ts'
import { type Env, page, problem } from '../env.ts'
import { readAsOwner, theInstallation, type World } from '../world.ts'

/** The repositories that an installation's token reaches, which the emulator does not list. */
export function installationRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/installation/repositories', async (c) => {
    if (c.var.actor.kind !== 'installation')
      return problem(c, 403, 'You must authenticate with an installation access token.')
    const all = world.repositories.findBy('owner_id', theInstallation(world).account_id)
    const repositories = await Promise.all(
      page(c, all).map(({ full_name }) => readAsOwner<Record<string, unknown>>(world, `/repos/${full_name}`)),
    )
    return c.json({
      total_count: all.length,
      repositories: repositories.map((one) => completeRepository(world, one)),
    })
  })
  return routes
}
