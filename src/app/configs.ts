import { parseConfig } from '../handlers/config/config.ts'
import type { ConfigProblem } from '../handlers/config/problems.ts'
import { CONFIG_PATH } from '../handlers/events/push.ts'
import { hasConfig, keepConfig, readConfig } from '../ledger/configs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Config } from '../mechanisms/config.ts'
import type { Repository } from '../mechanisms/idea/slice.ts'
import type { GitHubApp } from './github.ts'

export interface ConfigReader {
  /** The settings in force. The first time, the repository's file is read; a wrong one leaves the defaults. */
  configOf(repository: Repository, installation: number): Promise<Config>
  /** Reads the file at a commit; a good one is in force from now on. Answers what is wrong with it. */
  reload(repository: Repository, installation: number, commit: string): Promise<readonly ConfigProblem[]>
}

export function createConfigReader(ledger: Ledger, github: GitHubApp): ConfigReader {
  const reload: ConfigReader['reload'] = async (repository, installation, commit) => {
    const text = await fetchConfig(github, repository, installation, commit)
    const parsed = parseConfig(text)
    if (!parsed.ok) return parsed.problems
    await keepConfig(ledger.queries, repository.id, parsed.config, commit || null)
    return []
  }
  return {
    reload,
    configOf: async (repository, installation) => {
      if (!(await hasConfig(ledger.queries, repository.id))) await reload(repository, installation, '')
      return readConfig(ledger.queries, repository.id)
    },
  }
}

/** The file's text; empty, which means the defaults, where there is none. */
async function fetchConfig(
  github: GitHubApp,
  { owner, name }: Repository,
  installation: number,
  commit: string,
): Promise<string> {
  const octokit = await github.asInstallation(installation)
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
      owner,
      repo: name,
      path: CONFIG_PATH,
      ...(commit ? { ref: commit } : {}),
    })
    const content = 'content' in data && typeof data.content === 'string' ? data.content : ''
    return Buffer.from(content, 'base64').toString('utf8')
  } catch (error) {
    if ((error as { status?: number }).status === 404) return ''
    throw error
  }
}
