import { Hono } from 'hono'
import { type Env, problem, repositoryOf } from '../env.ts'
import { ancestors, findCommit } from '../objects.ts'
import { refsOf } from '../pushes.ts'
import type { World } from '../world.ts'

/** GitHub tells commits without a common past, and repositories without a commit, from what is not there; the emulator does not. */
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
  routes.get('/repos/:owner/:repo/git/trees/:sha', async (c, next) => {
    const repository = repositoryOf(world, c)
    if (!repository || world.commits.findBy('repo_id', repository.id).length > 0) return next()
    return problem(c, 409, 'Git Repository is empty.')
  })
  return routes
}
