import { type GitHub, orNull, refusalOf } from '../../github/client.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { taskOf } from '../../mechanisms/task/decide.ts'
import { submissionsTo } from '../../mechanisms/task/results.ts'
import type { Result } from '../../mechanisms/task/slice.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { PersonNeeded } from '../kit/person-needed.ts'
import { mergeExactly } from '../launch/merge.ts'
import { isWorkflow } from '../proposal/paths.ts'

interface Home {
  readonly owner: string
  readonly repo: string
}
type IssuePath = { readonly owner: string; readonly repo: string; readonly issue_number: number }

/** T2: merges the best that can be merged exactly as it was scored, and closes all others and the task. */
export const endTask: ErrandRunner<'task-end', 'github'> = async ({ github }, state, { issue }, when) => {
  const task = taskOf(state.tasks, issue)
  if (!task || !state.home) return null
  const { repository, installation } = state.home
  const octokit = await github.asInstallation(installation)
  const at: Home = { owner: repository.owner, repo: repository.name }
  const merged = await mergeBest(
    octokit,
    at,
    task.results.filter(({ pull }) => canMerge(state, pull)),
  )
  for (const { pull } of submissionsTo(state, task)) {
    if (pull !== merged?.pull) await close(octokit, at, pull)
  }
  await close(octokit, at, issue)
  return { type: 'ReportTaskEnd', issue, merged, ...when }
}

/** Its author has withdrawn what is closed, a draft, or aimed elsewhere. What somebody merged by hand is merged. */
function canMerge({ proposals }: Pick<SubnetState, 'proposals'>, pull: number): boolean {
  const status = proposals[pull]?.status
  return status === 'open' || status === 'merged'
}

/** What conflicts, was pushed to since, or is nothing that the App may merge, makes way for the next. */
async function mergeBest(octokit: GitHub, at: Home, results: readonly Result[]) {
  for (const { pull, head, incentive } of results) {
    if (incentive === 0) continue
    const result = await mergeExactly(octokit, { ...at, pull_number: pull }, head)
    if (result.ok) return { pull, commit: result.commit }
    if (result.reason === 'forbidden' && !(await changesWorkflows(octokit, at, pull)))
      throw new PersonNeeded(`GitHub does not let the App merge pull request ${pull}.`)
  }
  return null
}

/** No App may merge what changes these without a permission that ours does not ask for. GitHub lists files by name, and theirs come early. */
async function changesWorkflows(octokit: GitHub, at: Home, pull: number): Promise<boolean> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
    ...at,
    pull_number: pull,
    per_page: 100,
  })
  return data.some(({ filename, previous_filename }) =>
    [filename, previous_filename].some((name) => name !== undefined && isWorkflow(name)),
  )
}

/** A pull request is an issue too. One that is gone, or merged, is left alone: a refusal by itself could be a fault as well. */
async function close(octokit: GitHub, { owner, repo }: Home, number: number): Promise<void> {
  const at = { owner, repo, issue_number: number }
  try {
    await octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { ...at, state: 'closed' })
  } catch (error) {
    if (![404, 410, 422].includes(refusalOf(error)) || (await isOpen(octokit, at))) throw error
  }
}

/** False where it is closed, was deleted, or was moved elsewhere. */
async function isOpen(octokit: GitHub, at: IssuePath): Promise<boolean> {
  try {
    const found = await orNull(() => octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}', at))
    return found !== null && found.data.number === at.issue_number && found.data.state === 'open'
  } catch (error) {
    if (refusalOf(error) !== 410) throw error
    return false
  }
}
