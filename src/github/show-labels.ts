import type { Queries } from '../ledger/database.ts'
import { noteSurface, openSurface, type Surface, surfaceOf } from '../ledger/surfaces.ts'
import { noteLabels } from '../ledger/touched.ts'
import { statusOf } from './api.ts'
import { type Label, labelNamed } from './labels.ts'
import type { Reconciling } from './reconcile.ts'
import { labelsOfRepository, learnLabels, swapLabels } from './swap-labels.ts'

/**
 * Adds and removes labels of ours: setting all at once would undo what people did in the meantime. The new ones come first, so that
 * the issue is never without one.
 */
export async function showLabels(work: Reconciling, surface: Surface): Promise<void> {
  const shown = listOf(surface)
  const missing = work.desired.labels.filter((name) => !shown.includes(name))
  const surplus = shown.filter((name) => !work.desired.labels.includes(name))
  let now: readonly string[] = shown
  const moveTo = async (next: readonly string[]) => {
    await move(work, now, next)
    now = next
  }
  if (missing.length > 0) {
    await define(work, [...missing, ...(work.desired.made ?? [])])
    if (surplus.length > 0 && (await swapLabels(work, missing, surplus))) {
      await moveTo(work.desired.labels)
      return
    }
    await add(work, missing)
    await moveTo([...shown, ...missing])
  }
  for (const [place, name] of surplus.entries()) {
    await remove(work, name)
    await moveTo([...work.desired.labels, ...surplus.slice(place + 1)])
  }
}

/** Somebody who moved a label meanwhile is noted too: the job is tried again, and sees what there is. */
async function move(
  { queries, subject }: Reconciling,
  from: readonly string[],
  to: readonly string[],
): Promise<void> {
  if (!(await noteLabels(queries, subject, from, to)))
    throw new Error(`the labels of ${subject} were moved meanwhile`)
}

const issueOf = ({ repository, issue }: Reconciling) => ({
  owner: repository.owner,
  repo: repository.name,
  issue_number: issue,
})

async function add(work: Reconciling, labels: string[]): Promise<void> {
  const { data } = await work.octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
    ...issueOf(work),
    labels,
  })
  await learnLabels(work, data)
}

/** Someone may have removed it before us. A 404 can be a fault as well: GitHub is asked what the issue has. */
async function remove(work: Reconciling, name: string): Promise<void> {
  try {
    await work.octokit.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', {
      ...issueOf(work),
      name,
    })
  } catch (error) {
    if (statusOf(error) !== 404 || (await has(work, name))) throw error
  }
}

async function has(work: Reconciling, name: string): Promise<boolean> {
  const { data } = await work.octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/labels', {
    ...issueOf(work),
    per_page: 100,
  })
  return data.some((label) => label.name === name)
}

/** Makes labels in the repository, each the first time that it is used there. */
async function define(work: Reconciling, names: readonly string[]): Promise<void> {
  const { queries, installation, repository } = work
  const fullName = `${repository.owner}/${repository.name}`
  const subject = labelsOfRepository(work)
  const row = await surfaceOf(queries, subject)
  const known = listOf(row)
  const fresh = [...new Set(names)].filter((name) => !known.includes(name))
  if (fresh.length === 0) return
  await openSurface(queries, { subject, installationId: installation, repository: fullName })
  for (const label of fresh.flatMap((name) => labelNamed(name) ?? [])) await create(work, label)
  await keep(queries, subject, [...known, ...fresh])
}

/** It may be there already, which a look tells from a fault. */
async function create({ octokit, ...work }: Reconciling, label: Label): Promise<void> {
  const at = { owner: work.repository.owner, repo: work.repository.name }
  const made = await octokit
    .request('POST /repos/{owner}/{repo}/labels', { ...at, ...label })
    .catch((error: unknown) => {
      if (statusOf(error) !== 422) throw error
      return octokit.request('GET /repos/{owner}/{repo}/labels/{name}', { ...at, name: label.name })
    })
  await learnLabels({ octokit, ...work }, made.data)
}

const listOf = (row: { readonly labels: string | null } | null): string[] => JSON.parse(row?.labels ?? '[]')

async function keep(queries: Queries, subject: string, labels: readonly string[]): Promise<void> {
  await noteSurface(queries, subject, { labels: JSON.stringify(labels) })
}
