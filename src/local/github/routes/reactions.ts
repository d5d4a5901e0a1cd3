import { type Context, Hono } from 'hono'
import type { Row } from '../emulator.ts'
import { type Env, forbidden, invalid, notFound, page, problem, repositoryOf } from '../env.ts'
import { type Actor, atLeast, mayWrite, roleOf } from '../identity.ts'
import { nodeId, simpleUser } from '../shapes.ts'
import { findComment, findIssue, type Reaction, type Repository, sure, type World } from '../world.ts'

const CONTENTS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const

/** Reactions on issues, on their comments and on those of reviews, which the emulator has not. */
export function reactionRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  for (const [path, subjectOf] of [
    ['/repos/:owner/:repo/issues/comments/:id/reactions', commentSubject('issue')],
    ['/repos/:owner/:repo/pulls/comments/:id/reactions', commentSubject('review')],
    ['/repos/:owner/:repo/issues/:number{[0-9]+}/reactions', issueSubject],
  ] as const) {
    routes.get(path, (c) => {
      const subject = subjectOf(world, c)
      return subject === undefined ? notFound(c) : list(world, c, subject)
    })
    routes.post(path, (c) => {
      const subject = subjectOf(world, c)
      return subject === undefined ? notFound(c) : react(world, c, subject)
    })
    routes.delete(`${path}/:reaction`, (c) => {
      const subject = subjectOf(world, c)
      return subject === undefined ? notFound(c) : takeBack(world, c, subject)
    })
  }
  return routes
}

/** The `reactions` of an issue or comment, from the address of its reactions. */
export function rollUp(world: World, url: string) {
  const counts = Object.fromEntries(CONTENTS.map((content) => [content, 0]))
  const reactions = world.reactions.findBy('subject', subjectOfUrl(world, url))
  for (const { content } of reactions) counts[content] = (counts[content] ?? 0) + 1
  return { url, total_count: reactions.length, ...counts }
}

function subjectOfUrl(world: World, url: string): string {
  const comment = /\/(?:issues|pulls)\/comments\/(\d+)\/reactions$/.exec(url)
  if (comment) return `comment:${comment[1]}`
  const [, owner, repo, number] = /\/repos\/([^/]+)\/([^/]+)\/issues\/(\d+)\/reactions$/.exec(url) ?? []
  const repository = world.repositories.findOneBy('full_name', `${owner}/${repo}`)
  return `issue:${repository && findIssue(world, repository, Number(number))?.id}`
}

/** Both kinds of comments lie in one store here, and so have ids that differ. */
const commentSubject =
  (type: 'issue' | 'review') =>
  (world: World, c: Context<Env>): string | undefined => {
    const repository = readable(world, c)
    const comment = repository && findComment(world, repository, Number(c.req.param('id')), type)
    return comment && `comment:${comment.id}`
  }

function issueSubject(world: World, c: Context<Env>): string | undefined {
  const repository = readable(world, c)
  const issue = repository && findIssue(world, repository, Number(c.req.param('number')))
  return issue && `issue:${issue.id}`
}

function readable(world: World, c: Context<Env>): (Repository & Row) | undefined {
  const repository = repositoryOf(world, c)
  return repository && mayRead(world, repository, c.var.actor) ? repository : undefined
}

function mayRead(world: World, repository: Repository & Row, actor: Actor): boolean {
  if (!repository.private) return true
  if (actor.kind === 'installation') return actor.permissions.issues !== undefined
  return actor.kind === 'person' && atLeast(roleOf(world, repository, actor.user), 'read')
}

function list(world: World, c: Context<Env>, subject: string) {
  const wanted = c.req.query('content')
  const found = world.reactions
    .findBy('subject', subject)
    .filter(({ content }) => wanted === undefined || content === wanted)
  return c.json(page(c, found).map((reaction) => shape(world, reaction)))
}

function react(world: World, c: Context<Env>, subject: string) {
  const actor = c.var.actor
  if (actor.kind !== 'person' && actor.kind !== 'installation')
    return problem(c, 401, 'Requires authentication')
  if (!mayWrite(world, sure(repositoryOf(world, c), 'a repository'), actor, 'issues', 'read'))
    return forbidden(c)
  const content = CONTENTS.find((known) => known === c.var.body.content)
  if (!content) return invalid(c, { resource: 'Reaction', field: 'content', code: 'invalid' })
  const same = world.reactions
    .findBy('subject', subject)
    .find((reaction) => reaction.user_id === actor.user.id && reaction.content === content)
  const reaction = same ?? world.reactions.insert({ subject, user_id: actor.user.id, content })
  return c.json(shape(world, reaction), same ? 200 : 201)
}

function takeBack(world: World, c: Context<Env>, subject: string) {
  const actor = c.var.actor
  const reaction = world.reactions.get(Number(c.req.param('reaction')))
  if (reaction?.subject !== subject) return notFound(c)
  if (actor.kind !== 'person' && actor.kind !== 'installation')
    return problem(c, 401, 'Requires authentication')
  if (reaction.user_id !== actor.user.id) return forbidden(c)
  world.reactions.delete(reaction.id)
  return c.body(null, 204)
}

function shape(world: World, reaction: Reaction & Row) {
  const user = world.users.get(reaction.user_id)
  return {
    id: reaction.id,
    node_id: nodeId('Reaction', reaction.id),
    user: user ? simpleUser(world, user) : null,
    content: reaction.content,
    created_at: reaction.created_at,
  }
}
