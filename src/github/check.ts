import type { GitHubApi, RepositoryName } from './api.ts'
import { clip, visible } from './escape.ts'
import { renderTemplate } from './template.ts'

/** One thing that is wrong with a file. Backticks in the message mark code. */
export interface SettingProblem {
  /** Both counted from 1. */
  readonly line: number
  readonly column: number
  /** The setting, such as `idea.fee`; empty where the file itself is the matter. */
  readonly path: string
  readonly message: string
}

export interface ConfigCheck {
  readonly octokit: GitHubApi
  readonly repository: RepositoryName
  readonly commit: string
  /** The file's path in the repository. */
  readonly file: string
  readonly problems: readonly SettingProblem[]
}

/** GitHub takes 50 annotations a call, and nobody reads more. */
const MOST_ANNOTATIONS = 50

/**
 * Says on a commit whether its settings are good: a completed check run, in one call. Throws where the
 * commit is not there, or the App may not write.
 */
export async function showConfigCheck(check: ConfigCheck): Promise<void> {
  const { octokit, repository, commit, file, problems } = check
  const shown = problems.slice(0, MOST_ANNOTATIONS)
  await octokit.request('POST /repos/{owner}/{repo}/check-runs', {
    owner: repository.owner,
    repo: repository.name,
    name: 'tributary/config',
    head_sha: commit,
    status: 'completed',
    conclusion: problems.length > 0 ? 'failure' : 'success',
    output: {
      title: titleOf(problems.length),
      summary: renderTemplate('github/config-check', { path: file, problems: problems.length, shown }),
      annotations: shown.map((problem) => annotate(file, problem)),
    },
  })
}

function titleOf(count: number): string {
  if (count === 0) return 'The settings are good'
  return `${count} ${count === 1 ? 'problem' : 'problems'} in the settings`
}

/** Annotations are plain text: backticks stay as they are. */
function annotate(path: string, { line, column, path: setting, message }: SettingProblem) {
  return {
    path,
    start_line: line,
    end_line: line,
    start_column: column,
    end_column: column,
    annotation_level: 'failure' as const,
    ...(setting && { title: clip(visible(setting), 200) }),
    message: clip(visible(message), 1_000),
  }
}
