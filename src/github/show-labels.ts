import type { Queries } from '../ledger/database.ts'
import { noteSurface, openSurface, type Surface, surfaceOf } from '../ledger/surfaces.ts'
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
  if (missing.length > 0) {
    await define(work, missing)
    if (surplus.length > 0 && (await swapLabels(work, missing, surplus))) {
      await keep(work.queries, work.subject, work.desired.labels)
      return
    }
    await add(work, missing)
    await keep(work.queries, work.subject, [...shown, ...missing])
  }
  for (const [place, name] of surplus.entries()) {
    await remove(work, name)
    await keep(work.queries, work.subject, [...work.desired.labels, ...surplus.slice(place + 1)])
  }
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

/** Someone may have removed it before us. */
async function remove(work: Reconciling, name: string): Promise<void> {
  await tolerate(404, () =>
    work.octokit.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', {
      ...issueOf(work),
      name,
    }),
  )
}

/** Makes labels in the repository, each the first time that it is used there. */
async function define(work: Reconciling, names: readonly string[]): Promise<void> {
  const { queries, installation, repository } = work
  const fullName = `${repository.owner}/${repository.name}`
  const subject = labelsOfRepository(work)
  const row = await surfaceOf(queries, subject)
  const known = listOf(row)
  const fresh = names.filter((name) => !known.includes(name))
  if (fresh.length === 0) return
  await openSurface(queries, { subject, installationId: installation, repository: fullName })
  for (const label of fresh.flatMap((name) => labelNamed(name) ?? [])) await create(work, label)
  await keep(queries, subject, [...known, ...fresh])
}

/** It may be there already. */
async function create(work: Reconciling, label: Label): Promise<void> {
  const { octokit, repository } = work
  await tolerate(422, async () => {
    const { data } = await octokit.request('POST /repos/{owner}/{repo}/labels', {
      owner: repository.owner,
      repo: repository.name,
      ...label,
    })
    await learnLabels(work, data)
  })
}

async function tolerate(status: number, call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (statusOf(error) !== status) throw error
  }
}

const listOf = (row: { readonly labels: string | null } | null): string[] => JSON.parse(row?.labels ?? '[]')

async function keep(queries: Queries, subject: string, labels: readonly string[]): Promise<void> {
  await noteSurface(queries, subject, { labels: JSON.stringify(labels) })
}
