import { type GitHub, type GitHubApp, gitHubsWords, orForbidden, refusalOf } from '../../github/client.ts'
import type { HomeSlice } from '../../mechanisms/home/slice.ts'
import type { ReportMerge } from '../../mechanisms/launch/slice.ts'
import type { ErrandRunner } from '../kit/errand.ts'

type Merged = ReportMerge['result']
type Pull = { readonly owner: string; readonly repo: string; readonly pull_number: number }

/** L1: merges exactly the guaranteed head. GitHub itself compares the head that it merges with `sha`. */
export const mergeHead: ErrandRunner<'merge', 'github'> = async ({ github }, { home }, errand, when) => {
  if (!home) return null
  const result = await mergeGuaranteed(github, home, errand)
  return { type: 'ReportMerge', round: errand.round, result, ...when }
}

/** Merges the head in a subnet's own repository that a round has chosen, and that is guaranteed. */
export const mergeGuaranteed = (
  github: GitHubApp,
  { repository: { owner, name }, installation }: HomeSlice,
  { pull, head }: { readonly pull: number; readonly head: string },
): Promise<Merged> =>
  orForbidden<Merged>(async () =>
    mergeExactly(await github.asInstallation(installation), { owner, repo: name, pull_number: pull }, head),
  )

/** Merges this head of a pull request and no other, or says why it cannot. Done twice it is done once. */
export async function mergeExactly(octokit: GitHub, at: Pull, head: string): Promise<Merged> {
  try {
    const { data } = await octokit.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', {
      ...at,
      sha: head,
      merge_method: 'merge',
    })
    return { ok: true, commit: data.sha }
  } catch (error) {
    if (![403, 404, 405, 409, 422].includes(refusalOf(error))) throw error
    return whyNot(octokit, at, head, gitHubsWords(error))
  }
}

/** GitHub refuses many things by one status: what the pull request is now tells them apart. */
async function whyNot(
  octokit: GitHub,
  at: Pull,
  head: string,
  said: { readonly said?: string },
): Promise<Merged> {
  const { data: pull } = await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', at)
  const isHead = pull.head.sha === head
  if (pull.merged && isHead && pull.merge_commit_sha) return { ok: true, commit: pull.merge_commit_sha }
  if (!isHead || pull.state === 'closed') return { ok: false, reason: 'gone' }
  if (pull.mergeable === false && pull.mergeable_state === 'dirty')
    return { ok: false, reason: 'conflict', ...said }
  return { ok: false, reason: 'forbidden', ...said }
}
