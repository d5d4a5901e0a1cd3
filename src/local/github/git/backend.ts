import type { Row } from '../emulator.ts'
import type { Repository, User, World } from '../world.ts'
import { type Disk, openDisk } from './disk.ts'
import { runGit } from './run.ts'
import { takeIn } from './take-in.ts'

/** A request as `git clone`, `fetch` or `push` makes it. */
export type GitRequest = {
  method: string
  /** Behind the repository: `info/refs`, `git-upload-pack` or `git-receive-pack`. */
  path: string
  query: string
  headers: { contentType: string; encoding: string; protocol: string }
  body: Buffer
}

export type GitAnswer = { status: number; headers: Record<string, string>; body: Buffer }

/** Git over HTTP, by the `git http-backend` of this machine. */
export type GitBackend = {
  /** Answers a request; what a push has brought is in the store then. @throws GitMissing */
  answer(
    repository: Repository & Row,
    pusher: (User & Row) | undefined,
    request: GitRequest,
  ): Promise<GitAnswer>
  stop(): void
}

/** `kept` is where repositories stay over a restart; `program` is what git is called. */
export function openBackend(
  world: World,
  { kept, program }: { kept: string | undefined; program: string },
): GitBackend {
  let disk: Disk | undefined
  let last: Promise<unknown> = Promise.resolve()
  const serve: GitBackend['answer'] = async (repository, pusher, request) => {
    disk ??= openDisk(world, kept)
    const directory = disk.write(repository)
    const env = { GIT_OBJECT_DIRECTORY: disk.objects, HOME: directory }
    const answer = await runGit(program, {
      args: ['http-backend'],
      env: { ...env, ...cgi(directory, request, pusher?.login) },
      input: request.body,
    })
    const ask = (args: readonly string[], input?: string) =>
      runGit(program, { args: ['-C', directory, ...args], env, ...(input !== undefined && { input }) })
    if (pusher && request.path === 'git-receive-pack') await takeIn(world, repository, pusher, ask)
    return readCgi(answer)
  }
  return {
    // One after the other: what is on disk is one request's.
    answer: (...request) => {
      const next = last.catch(() => {}).then(() => serve(...request))
      last = next
      return next
    },
    stop: () => disk?.stop(),
  }
}

function cgi(directory: string, request: GitRequest, login: string | undefined): Record<string, string> {
  const { method, path, query, headers, body } = request
  return {
    GIT_PROJECT_ROOT: directory,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${path}`,
    REQUEST_METHOD: method,
    QUERY_STRING: query,
    CONTENT_TYPE: headers.contentType,
    CONTENT_LENGTH: String(body.length),
    HTTP_CONTENT_ENCODING: headers.encoding,
    GIT_PROTOCOL: headers.protocol,
    REMOTE_ADDR: '127.0.0.1',
    ...(login !== undefined && { REMOTE_USER: login }),
  }
}

/** Headers, an empty line, the body; a header named Status says how it ended. */
function readCgi(output: Buffer): GitAnswer {
  const end = output.indexOf('\r\n\r\n')
  const lines = output.toString('utf8', 0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const { status = '200', ...rest } = headers
  return { status: Number.parseInt(status, 10), headers: rest, body: output.subarray(end + 4) }
}
