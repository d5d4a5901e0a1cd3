import { Hono } from 'hono'
import { type Env, notFound, problem, repositoryOf } from '../env.ts'
import { type Role, roleOf } from '../identity.ts'
import { simpleUser } from '../shapes.ts'
import type { World } from '../world.ts'

/** The four permissions that GitHub knew before it had roles. */
const PERMISSION: Record<Role, 'none' | 'read' | 'write' | 'admin'> = {
  none: 'none',
  read: 'read',
  triage: 'read',
  write: 'write',
  maintain: 'write',
  admin: 'admin',
}

/** What a user may do in a repository. The emulator has 404 for strangers, and `admin` for every member. */
export function permissionRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/repos/:owner/:repo/collaborators/:login/permission', (c) => {
    if (c.var.actor.kind === 'nobody') return problem(c, 401, 'Requires authentication')
    const repository = repositoryOf(world, c)
    const user = world.users.findOneBy('login', c.req.param('login'))
    if (!repository || !user) return notFound(c)
    const role = roleOf(world, repository, user)
    return c.json({
      permission: PERMISSION[role],
      role_name: role,
      user: { ...simpleUser(world, user), permissions: permissionsOf(role), role_name: role },
    })
  })
  return routes
}

function permissionsOf(role: Role) {
  const rank = ['none', 'read', 'triage', 'write', 'maintain', 'admin'].indexOf(role)
  return { pull: rank >= 1, triage: rank >= 2, push: rank >= 3, maintain: rank >= 4, admin: rank >= 5 }
}
