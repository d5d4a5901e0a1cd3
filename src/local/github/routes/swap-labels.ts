import { type Context, Hono } from 'hono'
import type { Env } from '../env.ts'
import type { World } from '../world.ts'

interface Swap {
  readonly issue: string
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** One mutation of GraphQL: labels are added to an issue, and others taken off. It is carried out by the REST calls that do the same. */
export function swapLabelRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/graphql', (c, next) => {
    const { query, variables } = c.var.body as { query?: string; variables?: Swap }
    const isSwap = (query ?? '').includes('addLabelsToLabelable')
    return isSwap && variables ? swap(world, c, variables) : next()
  })
  return routes
}

async function swap(world: World, c: Context<Env>, { issue: id, add, remove }: Swap) {
  const issue = world.issues.all().find(({ node_id }) => node_id === id)
  const repository = issue && world.repositories.get(issue.repo_id)
  const namesOf = (ids: readonly string[]) =>
    world.labels.all().flatMap(({ node_id, name }) => (ids.includes(node_id) ? [name] : []))
  const [added, removed] = [namesOf(add), namesOf(remove)]
  if (!repository || added.length < add.length || removed.length < remove.length) return unresolved(c)
  const path = `/repos/${repository.full_name}/issues/${issue.number}/labels`
  const answers = [await send(world, c, 'POST', path, { labels: added })]
  for (const name of removed) {
    const isOn = (await (await send(world, c, 'GET', path)).json()) as { name: string }[]
    if (isOn.some((label) => label.name === name))
      answers.push(await send(world, c, 'DELETE', `${path}/${encodeURIComponent(name)}`))
  }
  if (answers.some(({ ok }) => !ok)) return unresolved(c, 'FORBIDDEN')
  const done = { clientMutationId: null }
  return c.json({ data: { addLabelsToLabelable: done, removeLabelsFromLabelable: done } })
}

const unresolved = (c: Context<Env>, type = 'NOT_FOUND') =>
  c.json({ data: null, errors: [{ type, message: 'Could not resolve to a node with the global id.' }] })

const send = (world: World, c: Context<Env>, method: string, path: string, body?: object) =>
  world.emulator.fetch(
    new Request(world.url + path, {
      method,
      headers: { authorization: c.req.header('authorization') ?? '' },
      ...(body && { body: JSON.stringify(body) }),
    }),
  )
