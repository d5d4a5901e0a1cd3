import { type Context, Hono } from 'hono'
import { completePost } from '../complete.ts'
import type { Row } from '../emulator.ts'
import { type Env, page, repositoryOf } from '../env.ts'
import { type Comment, findIssue, type Repository, readAsOwner, type World } from '../world.ts'

type Listed = Record<string, unknown> & { readonly id: number; readonly html_url: string }

/** All comments of a repository in one list, which the emulator has of single issues and pull requests alone. */
export function listingRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/repos/:owner/:repo/issues/comments', (c, next) => listed(world, c, 'issue') ?? next())
  routes.get('/repos/:owner/:repo/pulls/comments', (c, next) => listed(world, c, 'review') ?? next())
  return routes
}

/** Null of a repository that is not there: the emulator says so. */
function listed(world: World, c: Context<Env>, type: 'issue' | 'review'): Promise<Response> | null {
  const repository = repositoryOf(world, c)
  if (!repository) return null
  const since = Date.parse(c.req.query('since') ?? '') || 0
  const by = c.req.query('sort') === 'updated' ? 'updated_at' : 'created_at'
  const rows = world.comments
    .findBy('repo_id', repository.id)
    .filter((row) => row.comment_type === type && Date.parse(row.updated_at) >= since)
    .toSorted((one, other) => one[by].localeCompare(other[by]) || one.id - other.id)
  if (c.req.query('direction') === 'desc') rows.reverse()
  const read = type === 'issue' ? issueComment : reviewComment
  return Promise.all(page(c, rows).map((row) => read(world, repository, row))).then((all) =>
    c.json(all.map((comment) => completePost(world, comment))),
  )
}

/** The page of a pull request's comment is the pull request's. */
async function issueComment(world: World, repository: Repository & Row, row: Comment & Row): Promise<Listed> {
  const comment = await readAsOwner<Listed>(world, `/repos/${repository.full_name}/issues/comments/${row.id}`)
  const isOfPull = findIssue(world, repository, row.issue_number ?? 0)?.is_pull_request
  return isOfPull ? { ...comment, html_url: comment.html_url.replace('/issues/', '/pull/') } : comment
}

async function reviewComment(
  world: World,
  repository: Repository & Row,
  row: Comment & Row,
): Promise<Listed> {
  const path = `/repos/${repository.full_name}/pulls/${row.pull_number}/comments?per_page=100`
  const all = await readAsOwner<Listed[]>(world, path)
  const found = all.find(({ id }) => id === row.id)
  if (!found) throw new Error(`the local GitHub lacks review comment ${row.id} among its first hundred`)
  return found
}
