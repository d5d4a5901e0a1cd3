import { type GitHubApi, type IssuePlace, isFinal } from './api.ts'

/**
 * Makes somebody the assignee of an issue or pull request, or takes that back. GitHub may refuse it: whoever has no part in a repository
 * cannot be one. It is a help and no more, so nothing waits for it.
 */
export async function assign(
  octokit: GitHubApi,
  { repository, issue }: IssuePlace,
  login: string,
  isOn: boolean,
): Promise<void> {
  const route = isOn ? 'POST' : 'DELETE'
  try {
    await octokit.request(`${route} /repos/{owner}/{repo}/issues/{issue_number}/assignees`, {
      owner: repository.owner,
      repo: repository.name,
      issue_number: issue,
      assignees: [login],
    })
  } catch (error) {
    if (!isFinal(error)) throw error
  }
}
