import { type Context, Hono, type Next } from 'hono'
import { type Env, forbidden, invalid, notAdmin, repositoryOf } from '../env.ts'
import { mayWrite } from '../identity.ts'
import { findCommit } from '../objects.ts'
import { nodeId } from '../shapes.ts'
import type { World } from '../world.ts'

/** The emulator's releases have no tags. */
export function releaseRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/repos/:owner/:repo/releases', (c, next) => release(world, c, next))
  return routes
}

async function release(world: World, c: Context<Env>, next: Next) {
  const repository = repositoryOf(world, c)
  if (!repository) return next()
  const { actor, body } = c.var
  if (!mayWrite(world, repository, actor, 'contents', 'write'))
    return actor.kind === 'person' ? notAdmin(c) : forbidden(c)
  const target = String(body.target_commitish ?? repository.default_branch)
  const branch = world.branches.findBy('repo_id', repository.id).find(({ name }) => name === target)
  const sha = branch?.sha ?? findCommit(world, repository, target)?.sha
  if (sha === undefined)
    return invalid(c, { resource: 'Release', field: 'target_commitish', code: 'invalid' })
  await next()
  const ref = `refs/tags/${body.tag_name}`
  const isTagged = world.refs.findBy('repo_id', repository.id).some((row) => row.ref === ref)
  if (c.res.ok && body.draft !== true && !isTagged)
    world.refs.insert({ repo_id: repository.id, ref, sha, node_id: nodeId('Ref', repository.id) })
}
