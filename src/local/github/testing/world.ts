import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Probot, ProbotOctokit } from 'probot'
import { type GitHubOptions, type LocalGitHub, startGitHub } from '../server.ts'

export type Received = { headers: IncomingHttpHeaders; text: string; payload: Record<string, unknown> }

/** A listener for webhooks that answers with a status, `200` until told otherwise. */
async function listenForWebhooks() {
  const received: Received[] = []
  let status = 200
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      received.push({ headers: request.headers, text, payload: JSON.parse(text) })
      response.writeHead(status).end('heard')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/github/webhooks`,
    received,
    answer: (with_: number) => {
      status = with_
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

type Hook = Awaited<ReturnType<typeof listenForWebhooks>>
export type Scene = {
  github: LocalGitHub
  hook: Hook
  /** The App by its JSON web token, and its installation; both as Probot signs them in. */
  app: ProbotOctokit
  octokit: ProbotOctokit
  /** A request by a person. */
  as: <T = unknown>(login: string, method: string, path: string, body?: unknown) => Promise<HttpAnswer<T>>
  stop: () => Promise<void>
}
type HttpAnswer<T> = { status: number; headers: Headers; json: T }

/** Probot's Octokit without a second between two writes, and without retries. A plain object of defaults would be overruled. */
const unhurried = ProbotOctokit.defaults((options: ConstructorParameters<typeof ProbotOctokit>[0]) => {
  return { ...options, throttle: { ...options?.throttle, enabled: false }, retry: { enabled: false } }
})

/** A local GitHub, a listener for its webhooks, and the App signed in. */
export async function setScene(options: GitHubOptions = {}): Promise<Scene> {
  const hook = await listenForWebhooks()
  const github = await startGitHub({ webhookUrl: hook.url, ...options })
  const probot = new Probot({
    appId: github.app.id,
    privateKey: github.app.privateKey,
    baseUrl: github.url,
    logLevel: 'fatal',
    Octokit: unhurried,
  })
  return {
    github,
    hook,
    app: await probot.auth(),
    octokit: await probot.auth(github.app.installationId),
    as: async (login, method, path, body) => {
      const answer = await fetch(github.url + path, {
        method,
        headers: { authorization: `token ${github.tokens[login]}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, headers: answer.headers, json: text === '' ? {} : JSON.parse(text) }
    },
    stop: async () => {
      await github.stop()
      await hook.stop()
    },
  }
}
