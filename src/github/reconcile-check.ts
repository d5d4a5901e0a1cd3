import { createHash } from 'node:crypto'
import { type CheckNote, noteShown, type Surface } from '../ledger/surfaces.ts'
import { isFinal, statusOf } from './api.ts'
import type { Annotation, CheckRun } from './check-run.ts'
import { readSurface, record, type SurfaceTarget } from './rows.ts'

export interface CheckReconciling extends SurfaceTarget {
  /** By which the App knows its own check runs. */
  readonly appId: number
  readonly desired: CheckRun
  /** What is kept of it beside its hash. */
  readonly note: CheckNote
}

/** The hash under which a check run is kept as shown. */
export const checkHash = (check: CheckRun): string =>
  createHash('sha256').update(JSON.stringify(check)).digest('hex')

/**
 * Makes one head show its check run: one call to create it, one for each change, and one more for every 50 annotations after the
 * first 50. A post whose answer was lost is found by its `external_id`. What GitHub refuses
 * (the commit is not there, the App may not write) is recorded and thrown too: the job is tried again.
 */
export async function reconcileCheck(work: CheckReconciling): Promise<void> {
  const applied = checkHash(work.desired)
  const surface = await readSurface(work)
  if (surface.applied === applied && !surface.posting) return
  try {
    await show(work, surface)
  } catch (error) {
    if (!isFinal(error)) throw error
    const refusal = `${statusOf(error)} ${(error as Error).message}`
    await record(work, { posting: false, failures: surface.failures + 1, error: refusal })
    throw error
  }
  await keep(work, applied, surface.applied)
}

/**
 * Two jobs may come to one check run at the same time. A job that finds that the other has recorded something meanwhile cannot know
 * whose call GitHub took last. So what is shown counts as unknown, and the job shows it once more.
 */
async function keep(work: CheckReconciling, applied: string, before: string | null): Promise<void> {
  const { queries, subject, note } = work
  const isOurs = await noteShown(queries, subject, { before, applied, note })
  if (!isOurs) throw new Error(`${subject} was shown by another meanwhile`)
}

/** A check run as GitHub has it. */
interface Run {
  readonly id: number
  /** How many annotations it has: each call adds to them. */
  readonly annotated: number
}

async function show(work: CheckReconciling, surface: Surface): Promise<void> {
  const known = await knownRun(work, surface)
  const id = known ? known.id : await create(work)
  let annotated = known ? known.annotated : MOST_ANNOTATIONS
  if (known) {
    await update(work, id, annotated)
    annotated += MOST_ANNOTATIONS
  }
  for (; annotated < work.desired.annotations.length; annotated += MOST_ANNOTATIONS) {
    await update(work, id, annotated)
  }
}

async function knownRun(work: CheckReconciling, surface: Surface): Promise<Run | null> {
  if (surface.posting) return adopt(work)
  if (surface.commentId === null) return null
  const all = work.desired.annotations.length
  if (surface.applied !== null || all <= MOST_ANNOTATIONS) return { id: surface.commentId, annotated: all }
  // Its annotations were not all sent: the rest follow.
  const { data } = await work.octokit.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...repositoryOf(work),
    check_run_id: surface.commentId,
  })
  return { id: surface.commentId, annotated: data.output.annotations_count }
}

/** A post was begun and its answer never recorded: the run may be there. Only an App makes runs in its own name. */
async function adopt(work: CheckReconciling): Promise<Run | null> {
  const { data } = await work.octokit.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    ...repositoryOf(work),
    ref: work.desired.head,
    check_name: work.desired.name,
    app_id: work.appId,
    filter: 'all',
    per_page: 100,
  })
  const own = data.check_runs.find(
    ({ external_id, app }) => external_id === work.subject && app?.id === work.appId,
  )
  if (!own) return null
  const id = Number(own.id)
  await record(work, { commentId: id, posting: false })
  return { id, annotated: own.output.annotations_count }
}

/** GitHub takes 50 a call. */
const MOST_ANNOTATIONS = 50

async function create(work: CheckReconciling): Promise<number> {
  await record(work, { posting: true })
  const { data } = await work.octokit.request('POST /repos/{owner}/{repo}/check-runs', {
    ...repositoryOf(work),
    name: work.desired.name,
    head_sha: work.desired.head,
    external_id: work.subject,
    ...contentOf(work.desired, 0),
  })
  const id = Number(data.id)
  await record(work, { commentId: id, posting: false })
  return id
}

async function update(work: CheckReconciling, id: number, annotated: number): Promise<void> {
  await work.octokit.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...repositoryOf(work),
    check_run_id: id,
    ...contentOf(work.desired, annotated),
  })
}

/** Everything that is shown, with the annotations that come after those that are there. */
function contentOf({ conclusion, title, summary, text, annotations }: CheckRun, annotated: number) {
  const next: Annotation[] = annotations.slice(annotated, annotated + MOST_ANNOTATIONS)
  return {
    status: 'completed' as const,
    conclusion,
    output: { title, summary, text, ...(next.length > 0 && { annotations: next }) },
  }
}

const repositoryOf = ({ repository }: CheckReconciling) => ({
  owner: repository.owner,
  repo: repository.name,
})
