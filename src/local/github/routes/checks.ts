import { type Context, Hono, type Next } from 'hono'
import type { Row } from '../emulator.ts'
import { type Env, invalid, notFound, page, problem, repositoryOf } from '../env.ts'
import type { Annotation, CheckRun, World } from '../world.ts'

const MOST_ANNOTATIONS = 50

/** Check runs where the emulator falls short: only Apps make them, on commits that exist, and whole annotations add up. */
export function checkRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  const runs = '/repos/:owner/:repo/check-runs'
  routes.post(runs, (c, next) => refusal(world, c) ?? keepAnnotations(world, c, next))
  routes.patch(`${runs}/:id{[0-9]+}`, (c, next) => refusal(world, c) ?? keepAnnotations(world, c, next))
  routes.get(`${runs}/:id{[0-9]+}/annotations`, (c) => {
    const repository = repositoryOf(world, c)
    const run = world.checkRuns.get(Number(c.req.param('id')))
    return repository && run?.repo_id === repository.id
      ? c.json(page(c, run.output.annotations))
      : notFound(c)
  })
  return routes
}

function refusal(world: World, c: Context<Env>) {
  if (c.var.actor.kind !== 'installation') return problem(c, 403, 'You must authenticate via a GitHub App.')
  const repository = repositoryOf(world, c)
  const sha = c.var.body.head_sha
  if (
    repository &&
    typeof sha === 'string' &&
    !world.commits.findBy('sha', sha).some((row) => row.repo_id === repository.id)
  ) {
    return problem(c, 422, `No commit found for SHA: ${sha}`)
  }
  if (annotationsIn(c).length > MOST_ANNOTATIONS) {
    const message = `No more than ${MOST_ANNOTATIONS} items are allowed; ${annotationsIn(c).length} were supplied.`
    return invalid(c, { resource: 'CheckRun', field: 'annotations', code: 'invalid', message })
  }
}

/** As they are sent; the emulator refuses those without a path, a line or a message. */
type Sent = Pick<Annotation, 'path' | 'start_line' | 'end_line' | 'annotation_level' | 'message'> &
  Partial<Annotation>

function annotationsIn(c: Context<Env>): Sent[] {
  const { output } = c.var.body
  const annotations =
    output && typeof output === 'object' && 'annotations' in output ? output.annotations : undefined
  return Array.isArray(annotations) ? annotations : []
}

/** The emulator keeps half of an annotation and forgets the earlier ones; GitHub keeps all and adds the new ones. */
async function keepAnnotations(world: World, c: Context<Env>, next: Next) {
  const before = world.checkRuns.get(Number(c.req.param('id')))?.output.annotations ?? []
  await next()
  if (!c.res.ok) return
  const answer = (await c.res.json()) as Row & { output: object }
  const run = world.checkRuns.get(answer.id)
  if (!run) return
  const annotations = [...before, ...annotationsIn(c).map((annotation) => whole(world, run, annotation))]
  const counted = { annotations_count: annotations.length }
  world.checkRuns.update(run.id, { output: { ...run.output, ...counted, annotations } })
  c.res = Response.json({ ...answer, output: { ...answer.output, ...counted } }, c.res)
}

function whole(world: World, run: CheckRun, annotation: Sent): Annotation {
  const {
    path,
    start_line,
    end_line,
    start_column,
    end_column,
    annotation_level,
    title,
    message,
    raw_details,
  } = annotation
  return {
    path,
    blob_href: `${world.url}/${world.repositories.get(run.repo_id)?.full_name}/blob/${run.head_sha}/${path}`,
    start_line,
    end_line,
    start_column: start_column ?? null,
    end_column: end_column ?? null,
    annotation_level,
    title: title ?? null,
    message,
    raw_details: raw_details ?? null,
  }
}
