import { showConfigCheck } from '../../github/check.ts'
import { hasConfig } from '../../ledger/configs.ts'
import type { Repository } from '../../mechanisms/idea/slice.ts'
import type { GitHubWork } from '../kit/show.ts'
import { CONFIG_PATH } from './push.ts'

/** A commit on the default branch of a market that touched its settings. */
export interface PushedConfig {
  readonly repository: Repository
  readonly installation: number
  readonly commit: string
}

/**
 * A wrong file gets a check run that names the lines; the last good one stays in force. Settings that nobody has asked for yet, as
 * those of a subnet's own repository, are read when somebody does.
 */
export async function reloadConfig(
  { ledger, configs, github }: GitHubWork,
  { repository, installation, commit }: PushedConfig,
): Promise<void> {
  if (await hasConfig(ledger.queries, repository.id)) await configs.adopt(repository, installation)
  const problems = await configs.check(repository, installation, commit)
  const octokit = await github.asInstallation(installation)
  await showConfigCheck({ octokit, repository, commit, file: CONFIG_PATH, problems })
}
