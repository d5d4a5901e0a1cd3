import { Octokit } from '@octokit/rest'
import nock from 'nock'

export const APP_ID = 4242
export const REPOSITORY = { owner: 'riverbed', name: 'market' }
const API = 'https://api.github.test'
const PATH = '/repos/riverbed/market'

/** A GitHub of prepared answers. `calls` are the requests that were made, as `METHOD path`, with their bodies. */
export function prepareGitHub() {
  const calls: string[] = []
  const bodies: unknown[] = []
  const octokit = new Octokit({ baseUrl: API, log: { debug() {}, info() {}, warn() {}, error() {} } })
  const answer = (
    method: string,
    path: string,
    status: number,
    body: object | (() => Promise<object>) = {},
    headers = {},
  ): void => {
    nock(API)
      .intercept(PATH + path, method)
      .reply(
        status,
        async (request: Request) => {
          const { pathname, search } = new URL(request.url)
          calls.push(`${method} ${pathname.slice(PATH.length)}${search}`)
          const text = await request.clone().text()
          bodies.push(text === '' ? null : JSON.parse(text))
          return typeof body === 'function' ? body() : body
        },
        headers,
      )
  }
  /** The request arrives and is carried out, but its answer is lost. */
  const lose = (method: string, path: string): void => {
    nock(API)
      .intercept(PATH + path, method)
      .replyWithError('socket hang up')
  }
  /** The calls since this was asked last. */
  const made = (): string[] => calls.splice(0)
  const sent = (): unknown[] => bodies.splice(0)
  return { octokit, answer, lose, made, sent }
}

export type PreparedGitHub = ReturnType<typeof prepareGitHub>

/** A comment as GitHub lists it. */
export const listed = (id: number, body: string, by: 'app' | 'another app' | 'person') => ({
  id,
  body,
  user: { type: by === 'person' ? 'User' : 'Bot' },
  performed_via_github_app: by === 'person' ? null : { id: by === 'app' ? APP_ID : 1 },
})
