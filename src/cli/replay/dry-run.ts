import { ProbotOctokit } from 'probot'
import type { GitHubApp } from '../../github/client.ts'

/**
 * A GitHub to which nothing is sent: it has no files and no comments, and agrees to whatever is written. The App is the same as
 * ever; only what it talks to differs.
 */
export function dryGitHub(onCall: (call: string) => void): GitHubApp {
  let lastId = 0
  const answer: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    onCall(requestNamed(request))
    if (request.url.includes('/git/trees/')) return Response.json({ tree: [] })
    if (request.method === 'GET') return Response.json({ message: 'Not Found' }, { status: 404 })
    lastId += 1
    return Response.json({ id: lastId }, { status: 201 })
  }
  const octokit = new ProbotOctokit({
    request: { fetch: answer },
    throttle: { enabled: false },
    retry: { enabled: false },
  })
  return { asApp: async () => octokit, asInstallation: async () => octokit, pace: 0 }
}

/** `METHOD /path`, as API calls are named in the report. */
export function requestNamed({ method, url }: Pick<Request, 'method' | 'url'>): string {
  const { pathname, search } = new URL(url)
  return `${method} ${decodeURI(pathname)}${search}`
}
