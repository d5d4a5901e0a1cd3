import { type Context, Hono, type Next } from 'hono'
import type { Row } from '../emulator.ts'
import { type Env, forbidden, invalid, notAdmin, notFound, problem, repositoryOf } from '../env.ts'
import { mayWrite, senderOf } from '../identity.ts'
import { mergeChanges } from '../merging.ts'
import { ancestors, share } from '../objects.ts'
import { announcePull, closePull, missingReviews, type PullPost, reach } from '../pulls.ts'
import {
  actAsOwner,
  findPull,
  findRepository,
  type Pull,
  type Repository,
  readAsOwner,
  type World,
} from '../world.ts'

/**
 * Pull requests where the emulator falls short: forks that have what they were made from, heads that follow their
 * branches, merges that look at both sides, and GitHub's own refusals.
 */
export function pullRoutes(post: PullPost): Hono<Env> {
  const { world } = post
  const routes = new Hono<Env>()
  const pulls = '/repos/:owner/:repo/pulls'
  routes.post('/repos/:owner/:repo/forks', (c, next) => fork(world, c, next))
  routes.post(pulls, (c, next) => open(post, c, next))
  routes.patch(`${pulls}/:number{[0-9]+}`, (c, next) => edit(post, c, next))
  routes.put(`${pulls}/:number{[0-9]+}/merge`, (c) => merge(post, c))
  routes.post('/graphql', (c) => convert(post, c))
  routes.on(['POST', 'PUT', 'DELETE'], '/repos/:owner/:repo/issues/:number{[0-9]+}/*', (c, next) => {
    const { actor } = c.var
    const isLacking = actor.kind === 'installation' && actor.permissions.pull_requests !== 'write'
    return isLacking && found(world, c) ? forbidden(c) : next()
  })
  return routes
}

/** The emulator's forks are empty but for a README; GitHub's have every branch of what they are made from. */
async function fork(world: World, c: Context<Env>, next: Next) {
  const parent = repositoryOf(world, c)
  const { actor } = c.var
  const known = parent && actor.kind === 'person' && forkOf(world, parent, actor.user.login)
  if (known) {
    // As on GitHub, what the parent has is within reach of a fork that is older.
    for (const branch of world.branches.findBy('repo_id', parent.id)) share(world, parent, known, branch.sha)
    return c.json(await readAsOwner(world, `/repos/${known.full_name}`), 202)
  }
  // GitHub wants no body.
  c.set('changedBody', c.var.body)
  await next()
  if (!c.res.ok || !parent) return
  const { id } = (await c.res.clone().json()) as { id: number }
  const made = world.repositories.get(id)
  if (!made) return
  for (const rows of [world.refs, world.branches, world.commits, world.trees, world.blobs])
    for (const row of rows.findBy('repo_id', id)) rows.delete(row.id)
  for (const branch of world.branches.findBy('repo_id', parent.id)) {
    share(world, parent, made, branch.sha)
    world.branches.insert({ repo_id: id, name: branch.name, sha: branch.sha, protected: false })
    world.refs.insert({ repo_id: id, ref: `refs/heads/${branch.name}`, sha: branch.sha, node_id: '' })
  }
}

/** The emulator makes branches that are not there, and tells of the pull request before its head is. */
async function open({ world }: PullPost, c: Context<Env>, next: Next) {
  const repository = repositoryOf(world, c)
  if (!repository) return next()
  const { head, base } = c.var.body
  const from = typeof head === 'string' ? headOf(world, repository, head) : undefined
  const to = branchOf(world, repository, String(base))
  const bad = (field: string) => invalid(c, { resource: 'PullRequest', field, code: 'invalid' })
  if (!from) return bad('head')
  if (!to) return bad('base')
  if (ancestors(world, repository, to).includes(from.sha)) {
    const message = `No commits between ${String(base)} and ${String(head)}`
    return invalid(c, { resource: 'PullRequest', field: '', code: 'custom', message })
  }
  share(world, from.repository, repository, from.sha)
  await next()
  if (!c.res.ok) return
  const { number } = (await c.res.clone().json()) as { number: number }
  const pull = findPull(world, repository, number)
  if (pull) reach(world, pull, pull.head_sha)
}

function headOf(world: World, base: Repository & Row, head: string) {
  const [branch = '', owner] = head.split(':').toReversed()
  const own = owner === undefined || base.full_name.startsWith(`${owner}/`)
  const repository = own ? base : forkOf(world, base, owner)
  const sha = repository && branchOf(world, repository, branch)
  return repository && sha ? { repository, sha } : undefined
}

const forkOf = (world: World, base: Row, owner: string): (Repository & Row) | undefined =>
  world.repositories
    .all()
    .find((one) => one.forked_from_id === base.id && world.users.get(one.owner_id)?.login === owner)

const branchOf = (world: World, repository: Row, name: string): string | undefined =>
  world.branches.findBy('repo_id', repository.id).find((branch) => branch.name === name)?.sha

function found(world: World, c: Context<Env>) {
  const repository = repositoryOf(world, c)
  const pull = repository && findPull(world, repository, Number(c.req.param('number')))
  return repository && pull ? { repository, pull } : undefined
}

/** Its author and those who may write edit it; of what the emulator changes in silence it is told. */
async function edit({ world, announce }: PullPost, c: Context<Env>, next: Next) {
  const { repository, pull } = found(world, c) ?? {}
  if (!repository || !pull) return next()
  const { actor, body } = c.var
  const isAuthor = actor.kind === 'person' && actor.user.id === pull.user_id
  if (!isAuthor && !mayWrite(world, repository, actor, 'pull_requests', 'write'))
    return actor.kind === 'person' ? notAdmin(c) : forbidden(c)
  if (typeof body.base === 'string' && !branchOf(world, repository, body.base))
    return invalid(c, { resource: 'PullRequest', field: 'base', code: 'invalid' })
  // GitHub has no way to make a draft here.
  const { draft, ...rest } = body
  const { base_ref, base_sha } = pull
  c.set('changedBody', rest)
  await next()
  if (!c.res.ok || typeof body.base !== 'string' || body.base === base_ref) return
  const changes = { base: { ref: { from: base_ref }, sha: { from: base_sha } } }
  await announcePull(world, announce, pull, { action: 'edited', changes }, senderOf(world, actor))
}

/** GitHub lets people turn pull requests into drafts and back by GraphQL alone; nothing else of it is here. */
async function convert({ world, announce }: PullPost, c: Context<Env>) {
  const { query, variables } = c.var.body as { query?: string; variables?: Record<string, unknown> }
  const [, mutation] = /\b(convertPullRequestToDraft|markPullRequestReadyForReview)\b/.exec(query ?? '') ?? []
  const pull = world.pulls.all().find(({ node_id }) => Object.values(variables ?? {}).includes(node_id))
  if (mutation === undefined)
    return problem(c, 501, 'Of GraphQL the local GitHub has two mutations of drafts only.')
  if (!pull)
    return c.json({ data: null, errors: [{ type: 'NOT_FOUND', message: 'Could not resolve to a node.' }] })
  const draft = mutation === 'convertPullRequestToDraft'
  world.pulls.update(pull.id, { draft })
  const action = draft ? 'converted_to_draft' : 'ready_for_review'
  await announcePull(world, announce, pull, { action }, senderOf(world, c.var.actor))
  return c.json({ data: { [mutation]: { pullRequest: { isDraft: draft } } } })
}

const NOT_MERGEABLE = 'Pull Request is not mergeable'

async function merge({ world, announce }: PullPost, c: Context<Env>) {
  const { repository, pull } = found(world, c) ?? {}
  if (!repository || !pull) return notFound(c)
  const { actor, body } = c.var
  if (!mayWrite(world, repository, actor, 'contents', 'write'))
    return actor.kind === 'person' ? notAdmin(c) : forbidden(c)
  const refusal = whyNotMerged(world, c, pull)
  if (refusal) return refusal
  const changes = mergeChanges(world, repository, pull)
  if (!changes) return problem(c, 405, NOT_MERGEABLE)
  const sender = senderOf(world, actor)
  const sha = await commitMerge(world, repository, pull, changes, {
    message: `${body.commit_title ?? `Merge pull request #${pull.number} from ${pull.head_ref}`}`,
    author: { name: sender.login, email: `${sender.login}@users.noreply.github.com` },
  })
  closePull(world, pull, {
    merged: true,
    merged_at: new Date().toISOString(),
    merged_by_id: sender.id,
    merge_commit_sha: sha,
  })
  await announcePull(world, announce, pull, { action: 'closed' }, sender)
  return c.json({ sha, merged: true, message: 'Pull Request successfully merged' })
}

function whyNotMerged(world: World, c: Context<Env>, pull: Pull) {
  const { sha, merge_method = 'merge' } = c.var.body
  if (pull.state === 'closed') return problem(c, 405, NOT_MERGEABLE)
  if (pull.draft) return problem(c, 405, 'Pull Request is still a draft')
  if (sha !== undefined && sha !== pull.head_sha)
    return problem(c, 409, 'Head branch was modified. Review and try the merge again.')
  if (merge_method !== 'merge') return problem(c, 405, 'Only merge commits are allowed on this repository.')
  const missing = missingReviews(world, pull)
  if (missing > 0)
    return problem(c, 405, `At least ${missing} approving review is required by reviewers with write access.`)
  return undefined
}

async function commitMerge(
  world: World,
  { full_name }: Repository,
  { head_sha, base_sha, base_ref }: Pull,
  changes: readonly object[],
  said: { message: string; author: object },
): Promise<string> {
  const git = `/repos/${full_name}/git`
  const { tree: base } = await actAsOwner<{ tree: { sha: string } }>(
    world,
    'GET',
    `${git}/commits/${base_sha}`,
  )
  const tree =
    changes.length === 0
      ? base
      : await actAsOwner<{ sha: string }>(world, 'POST', `${git}/trees`, {
          base_tree: base.sha,
          tree: changes,
        })
  const { sha } = await actAsOwner<{ sha: string }>(world, 'POST', `${git}/commits`, {
    ...said,
    tree: tree.sha,
    parents: [base_sha, head_sha],
  })
  const repository = findRepository(world, ...(full_name.split('/') as [string, string]))
  for (const rows of [world.refs, world.branches] as const)
    for (const row of rows.findBy('repo_id', repository?.id ?? 0))
      if (('ref' in row ? row.ref : `refs/heads/${row.name}`) === `refs/heads/${base_ref}`)
        (rows as { update(id: number, change: object): unknown }).update(row.id, { sha })
  return sha
}
