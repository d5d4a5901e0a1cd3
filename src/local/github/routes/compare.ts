import { Hono } from 'hono'
import { type Env, problem, repositoryOf } from '../env.ts'
import { ancestors, findCommit } from '../objects.ts'
import { refsOf } from '../pushes.ts'
import type { World } from '../world.ts'

/** GitHub tells two commits without a past in common from one that is not there; the emulator says the same of both. */
export function compareRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/repos/:owner/:repo/compare/:basehead{.+}', async (c, next) => {
    const repository = repositoryOf(world, c)
    const [base = '', head = ''] = c.req.param('basehead').split('...')
    if (!repository) return next()
    const commitOf = (name: string) => refsOf(world, repository).get(`refs/heads/${name}`) ?? name
    const [from, to] = [commitOf(base), commitOf(head)]
    if (!findCommit(world, repository, from) || !findCommit(world, repository, to)) return next()
    const past = new Set(ancestors(world, repository, from))
    if (ancestors(world, repository, to).some((sha) => past.has(sha))) return next()
    return problem(c, 404, `No common ancestor between ${base} and ${head}.`)
  })
  return routes
}
