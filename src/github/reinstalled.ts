import { type RepositoryName, statusOf } from './api.ts'
import { type GitHub, type GitHubApp, orNull } from './client.ts'

/**
 * An App that was taken off an account and put on again has another installation there, and the ledger's events name the old one. Where GitHub
 * does not know an installation, it is asked which one a repository has now. `repositoryOf` says where the old one could write.
 */
export function followInstallations(
  github: GitHubApp,
  repositoryOf: (installation: number) => Promise<RepositoryName | null>,
): GitHubApp {
  const successors = new Map<number, number>()
  const successorOf = async (id: number): Promise<number | null> => {
    const repository = await repositoryOf(id)
    if (!repository) return null
    const { owner, name: repo } = repository
    const app = await github.asApp()
    const found = await orNull(() => app.request('GET /repos/{owner}/{repo}/installation', { owner, repo }))
    return found?.data.id ?? null
  }
  const asInstallation = async (id: number): Promise<GitHub> => {
    const current = successors.get(id) ?? id
    const octokit = await github.asInstallation(current)
    octokit.hook.wrap('request', async (request, options) => {
      try {
        return await request(options)
      } catch (error) {
        if (!isUnknown(error)) throw error
        const next = await successorOf(id)
        if (next === null || next === current) throw error
        successors.set(id, next)
        // Its hook is the old installation's: it would sign the call as before.
        const { hook: _, ...rest } = options.request as { readonly hook?: unknown }
        return (await github.asInstallation(next)).request({ ...options, request: rest } as never)
      }
    })
    return octokit
  }
  return { ...github, asInstallation }
}

/** No token is given for it; or one that was given before is not taken any more. */
function isUnknown(error: unknown): boolean {
  const { request } = error as { readonly request?: { readonly url?: string } }
  const isToken = request?.url?.endsWith('/access_tokens') ?? false
  return statusOf(error) === 401 || (statusOf(error) === 404 && isToken)
}
