import type { GitHubApp } from '../../github/client.ts'
import { findFile } from '../../github/file.ts'
import { hasConfig, keepConfig, readConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Config } from '../../mechanisms/config.ts'
import type { Repository } from '../../mechanisms/idea/slice.ts'
import type { ConfigProblem } from '../kit/yaml/problems.ts'
import { parseConfig, TOO_LARGE } from './config.ts'
import { CONFIG_PATH } from './push.ts'

export interface ConfigReader {
  /** The settings in force. The first time, the repository's file is read; a wrong one leaves the defaults. */
  configOf(repository: Repository, installation: number): Promise<Config>
  /** Puts the file as it stands now in force, if it is good: pushes that are heard of late or out of order change nothing. */
  adopt(repository: Repository, installation: number): Promise<void>
  /** What is wrong with the file at a commit. */
  check(repository: Repository, installation: number, commit: string): Promise<readonly ConfigProblem[]>
}

export function createConfigReader(ledger: Ledger, github: GitHubApp): ConfigReader {
  const read = async (repository: Repository, installation: number, commit?: string) => {
    const text = await fetchConfig(github, repository, installation, commit)
    return text === null ? TOO_LARGE : parseConfig(text)
  }
  const adopt: ConfigReader['adopt'] = async (repository, installation) => {
    const parsed = await read(repository, installation)
    if (parsed.ok) await keepConfig(ledger.queries, repository.id, parsed.config)
  }
  return {
    adopt,
    check: async (repository, installation, commit) => {
      const parsed = await read(repository, installation, commit)
      return parsed.ok ? [] : parsed.problems
    },
    configOf: async (repository, installation) => {
      if (!(await hasConfig(ledger.queries, repository.id))) await adopt(repository, installation)
      return readConfig(ledger.queries, repository.id)
    },
  }
}

/**
 * The file's text at a commit, or on the default branch; empty, which means the defaults, where there is none. Null where it
 * is so large (1 MB) that GitHub does not send it along.
 */
async function fetchConfig(
  github: GitHubApp,
  { owner, name }: Repository,
  installation: number,
  commit?: string,
): Promise<string | null> {
  const octokit = await github.asInstallation(installation)
  const at = { owner, repo: name, path: CONFIG_PATH, ...(commit ? { ref: commit } : {}) }
  const file = await findFile(octokit, at)
  if (file === null) return ''
  return file.encoding === 'none' ? null : Buffer.from(file.content, 'base64').toString('utf8')
}
