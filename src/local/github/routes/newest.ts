import { Hono } from 'hono'
import type { Env } from '../env.ts'
import { findRepository, type World } from '../world.ts'

/** One query of GraphQL: when an issue and a pull request of each named repository changed last. Comments and reviews are changes of theirs. */
export function newestRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/graphql', (c, next) => {
    const { query } = c.var.body as { query?: string }
    const asked = [...(query ?? '').matchAll(ASKED)]
    if (asked.length === 0) return next()
    const data = Object.fromEntries(
      asked.map(([, alias = '', owner = '', name = '']) => [alias, newestOf(world, owner, name)]),
    )
    return c.json({ data })
  })
  return routes
}

const ASKED = /(\w+): repository\(owner: "([^"]*)", name: "([^"]*)"\) \{ \.\.\.newest \}/g

function newestOf(world: World, owner: string, name: string) {
  const repository = findRepository(world, owner, name)
  if (!repository) return null
  const of = <Kept extends { readonly updated_at: string }>(rows: readonly Kept[]) =>
    rows.map((row) => row.updated_at)
  const { issues, pulls, comments, reviews } = world
  const [talk, given] = [comments.findBy('repo_id', repository.id), reviews.findBy('repo_id', repository.id)]
  const isOfPull = (number: number | null) =>
    pulls.findBy('repo_id', repository.id).some((pull) => pull.number === number)
  return {
    issues: newest([
      ...of(issues.findBy('repo_id', repository.id).filter((issue) => !issue.is_pull_request)),
      ...of(talk.filter((comment) => !isOfPull(comment.issue_number))),
    ]),
    pullRequests: newest([
      ...of(pulls.findBy('repo_id', repository.id)),
      ...of(talk.filter((comment) => comment.issue_number === null || isOfPull(comment.issue_number))),
      ...of(given),
    ]),
  }
}

const newest = (times: readonly string[]) => {
  const last = times.toSorted().at(-1)
  return { nodes: last === undefined ? [] : [{ updatedAt: last }] }
}
