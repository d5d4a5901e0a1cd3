import { type Context, Hono, type Next } from 'hono'
import { type Env, invalid, notAdmin, problem, repositoryOf } from '../env.ts'
import { mayWrite, type Role } from '../identity.ts'
import { findComment, findIssue, type World } from '../world.ts'

/** Characters that GitHub allows in a body and in a title. */
const LONGEST = { body: 65_536, title: 256 } as const

/**
 * What GitHub refuses and the emulator lets pass: on a public repository it lets anybody change anybody's issues,
 * comments and labels, and it has no limits of length. Each guard answers, or goes on to the emulator.
 */
export function limits(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  const issues = '/repos/:owner/:repo/issues'

  routes.post(issues, (c, next) => tooLong(c, 'Issue') ?? dropLabels(world, c, next))
  routes.post(
    `${issues}/:number{[0-9]+}/comments`,
    (c, next) => tooLong(c, 'IssueComment') ?? unlessLocked(world, c, next),
  )
  routes.patch(
    `${issues}/:number{[0-9]+}`,
    (c, next) => tooLong(c, 'Issue') ?? authorOrTriage(world, c, next),
  )
  routes.on(['PATCH', 'DELETE'], `${issues}/comments/:id{[0-9]+}`, (c, next) => {
    return tooLong(c, 'IssueComment') ?? authorOrWriter(world, c, next)
  })
  routes.on(['POST', 'PUT', 'DELETE'], `${issues}/:number{[0-9]+}/labels/:name?`, (c, next) =>
    only(world, c, next, 'triage'),
  )
  routes.on(['PUT', 'DELETE'], `${issues}/:number{[0-9]+}/lock`, (c, next) => only(world, c, next, 'write'))
  routes.post('/repos/:owner/:repo/labels', (c, next) => badLabel(c) ?? only(world, c, next, 'write'))
  routes.on(
    ['PATCH', 'DELETE'],
    '/repos/:owner/:repo/labels/:name',
    (c, next) => badLabel(c) ?? only(world, c, next, 'write'),
  )
  return routes
}

function tooLong(c: Context<Env>, resource: string) {
  for (const [field, most] of Object.entries(LONGEST)) {
    const text = c.var.body[field]
    if (typeof text === 'string' && [...text].length > most) {
      return invalid(c, {
        resource,
        field,
        code: 'custom',
        message: `${field} is too long (maximum is ${most} characters)`,
      })
    }
  }
}

function badLabel(c: Context<Env>) {
  const { name, description } = c.var.body
  if (typeof name === 'string' && [...name].length > 50) {
    return invalid(c, {
      resource: 'Label',
      field: 'name',
      code: 'custom',
      message: 'name is too long (maximum is 50 characters)',
    })
  }
  if (typeof description === 'string' && [...description].length > 100) {
    const message = 'description is too long (maximum is 100 characters)'
    return invalid(c, { resource: 'Label', field: 'description', code: 'custom', message })
  }
}

/** People without the role may not; Apps are held to their permissions by the emulator. */
function only(world: World, c: Context<Env>, next: Next, role: Role) {
  return isBelow(world, c, role) ? notAdmin(c) : next()
}

function isBelow(world: World, c: Context<Env>, role: Role): boolean {
  const repository = repositoryOf(world, c)
  return (
    c.var.actor.kind === 'person' && !!repository && !mayWrite(world, repository, c.var.actor, 'issues', role)
  )
}

/** GitHub silently leaves out what only people with push access may set. */
function dropLabels(world: World, c: Context<Env>, next: Next) {
  if (isBelow(world, c, 'write')) {
    const { labels, assignees, milestone, ...rest } = c.var.body
    c.set('changedBody', rest)
  }
  return next()
}

function authorOrTriage(world: World, c: Context<Env>, next: Next) {
  const repository = repositoryOf(world, c)
  const issue = repository && findIssue(world, repository, Number(c.req.param('number')))
  if (issue && isBelow(world, c, 'triage') && !isMine(c, issue)) return notAdmin(c)
  return dropLabels(world, c, next)
}

function authorOrWriter(world: World, c: Context<Env>, next: Next) {
  const repository = repositoryOf(world, c)
  const comment = repository && findComment(world, repository, Number(c.req.param('id')))
  return comment && isBelow(world, c, 'write') && !isMine(c, comment) ? notAdmin(c) : next()
}

function isMine(c: Context<Env>, { user_id }: { user_id: number }): boolean {
  return c.var.actor.kind === 'person' && c.var.actor.user.id === user_id
}

function unlessLocked(world: World, c: Context<Env>, next: Next) {
  const repository = repositoryOf(world, c)
  const issue = repository && findIssue(world, repository, Number(c.req.param('number')))
  if (!issue?.locked || !isBelow(world, c, 'write')) return next()
  return problem(c, 403, 'Unable to create comment because issue is locked.')
}
