import { Hono } from 'hono'
import { type Env, notFound } from '../env.ts'
import { simpleUser } from '../shapes.ts'
import type { World } from '../world.ts'

/** An account by its id, which stays what it is when the login changes. The emulator knows them by their logins alone. */
export function accountRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/user/:id{[0-9]+}', (c) => {
    const user = world.users.get(Number(c.req.param('id')))
    return user ? c.json(simpleUser(world, user)) : notFound(c)
  })
  return routes
}
