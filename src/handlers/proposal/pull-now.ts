import { type GitHubApp, orNull } from '../../github/client.ts'
import { isPull } from '../kit/check-payload.ts'
import type { Proposals } from './ports.ts'

/** Asks GitHub what a pull request is now. */
export const readPull =
  (github: Pick<GitHubApp, 'asInstallation'>): Proposals['pullNow'] =>
  async ({ owner, name }, installation, pull) => {
    const octokit = await github.asInstallation(installation)
    const at = { owner, repo: name, pull_number: pull }
    const answer = await orNull(() => octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', at))
    return isPull(answer?.data) ? answer.data : null
  }
