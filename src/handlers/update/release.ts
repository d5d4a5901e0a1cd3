import { type GitHub, orForbidden } from '../../github/client.ts'
import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import { renderTemplate } from '../../github/template.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import type { ReportUpdateRelease, Update } from '../../mechanisms/update/slice.ts'
import type { RepositoryPath } from '../kit/contents.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { publish } from '../launch/release.ts'
import { describeStep } from '../launch/step.ts'
import { changedBetween, treesOf } from './tree.ts'

/** So many of the files that it changed are named. */
const MOST_FILES = 100

/** N1: tags what was merged, and says what it changes on the chain and in the files, and whose it is. */
export const releaseUpdate: ErrandRunner<'update-release', 'github'> = async (
  { github },
  state,
  { round, commit },
  when,
) => {
  const { home, update } = state
  const { current } = update
  if (!home || current?.round !== round) return null
  const at = { owner: home.repository.owner, repo: home.repository.name }
  const result = await orForbidden<ReportUpdateRelease['result']>(async () => {
    const octokit = await github.asInstallation(home.installation)
    return publish(octokit, at, { round, commit }, () => notesOf(octokit, at, state, { ...current, commit }))
  })
  return { type: 'ReportUpdateRelease', round, result, ...when }
}

async function notesOf(
  octokit: GitHub,
  at: RepositoryPath,
  state: SubnetState,
  { round, pull, commit, guarantor, change: number, rules }: Update & { readonly commit: string },
): Promise<string> {
  const { before, merged } = await treesOf(octokit, at, commit)
  const files = changedBetween(before, merged)
  const { change } = state.mandate
  return renderTemplate('update/release', {
    title: state.idea?.terms.title ?? '',
    round,
    pull,
    author: clip(guarantor.login, SHOWN.login),
    days: rules.month.probationDays,
    isRefused: change?.stage === 'refused',
    // What was merged after it is read with it.
    steps: change?.number === number ? change.steps.map(({ step }) => describeStep(step)) : null,
    files: files.slice(0, MOST_FILES).map(({ path, how }) => ({ path: clip(path, SHOWN.gist), how })),
    more: Math.max(files.length - MOST_FILES, 0),
  })
}
