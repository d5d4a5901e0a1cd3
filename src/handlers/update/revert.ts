import { type GitHub, orForbidden } from '../../github/client.ts'
import { renderTemplate } from '../../github/template.ts'
import type { ReportRevert } from '../../mechanisms/update/slice.ts'
import type { RepositoryPath } from '../kit/contents.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { makeBranch, pullFrom } from '../kit/own-branch.ts'
import { mergeExactly } from '../launch/merge.ts'
import { defaultBranch } from '../mandate/default-design.ts'
import { entriesAt, treesOf, type Undoing, undoing } from './tree.ts'

type Result = ReportRevert['result']

interface Reverting {
  readonly round: number
  readonly pull: number
  readonly commit: string
}

/** N2: takes back what the merge changed, by a pull request of the App's that it merges itself. Done again it goes on with that one. */
export const revertUpdate: ErrandRunner<'revert', 'github'> = async ({ github }, { home }, errand, when) => {
  if (!home) return null
  const at = { owner: home.repository.owner, repo: home.repository.name }
  const result = await orForbidden<Result>(async () =>
    revert(await github.asInstallation(home.installation), at, errand),
  )
  return { type: 'ReportRevert', round: errand.round, result, ...when }
}

async function revert(octokit: GitHub, at: RepositoryPath, reverting: Reverting): Promise<Result> {
  const own = `tributary/revert-${reverting.round}`
  const found = await pullFrom(octokit, at, own)
  return found ? merge(octokit, at, found.number, found.head.sha) : propose(octokit, at, own, reverting)
}

/** Whoever mends a conflict does so on its branch: whatever stands there is merged. */
async function merge(octokit: GitHub, at: RepositoryPath, pull: number, head: string): Promise<Result> {
  const merged = await mergeExactly(octokit, { ...at, pull_number: pull }, head)
  if (merged.ok) return { ok: true, pull, commit: merged.commit }
  if (merged.reason !== 'gone') return { ...merged, reason: merged.reason }
  return { ok: false, reason: 'conflict', said: `Pull request ${pull} is closed.` }
}

async function propose(
  octokit: GitHub,
  at: RepositoryPath,
  own: string,
  { pull, commit, round }: Reverting,
): Promise<Result> {
  const { before, merged } = await treesOf(octokit, at, commit)
  const { branch, commit: tip } = await defaultBranch(octokit, at)
  const undo = undoing(before, merged, await entriesAt(octokit, at, tip))
  if (!undo) return { ok: false, reason: 'conflict' }
  if (undo.size === 0) return { ok: true, pull: null, commit: tip }
  const title = `Take back pull request #${pull}`
  await branchOff(octokit, at, own, await commitOn(octokit, at, tip, undo, title))
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/pulls', {
    ...at,
    title,
    head: own,
    base: branch,
    body: renderTemplate('update/revert', { pull, round }),
  })
  return merge(octokit, at, data.number, data.head.sha)
}

async function commitOn(
  octokit: GitHub,
  at: RepositoryPath,
  tip: string,
  undo: Undoing,
  message: string,
): Promise<string> {
  const { data: known } = await octokit.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    ...at,
    commit_sha: tip,
  })
  const { data: tree } = await octokit.request('POST /repos/{owner}/{repo}/git/trees', {
    ...at,
    base_tree: known.tree.sha,
    tree: [...undo].map(([path, entry]) => ({
      path,
      mode: entry?.mode ?? '100644',
      type: entry?.type ?? 'blob',
      sha: entry?.sha ?? null,
    })),
  })
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/git/commits', {
    ...at,
    message,
    tree: tree.sha,
    parents: [tip],
  })
  return data.sha
}

/** One that is there is from before a crash, when no pull request was opened yet: it is put where it belongs now. */
async function branchOff(octokit: GitHub, at: RepositoryPath, branch: string, sha: string): Promise<void> {
  if (await makeBranch(octokit, at, branch, sha)) return
  const ref = `heads/${branch}`
  await octokit.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...at, ref, sha, force: true })
}
