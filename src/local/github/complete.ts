import { rollUp } from './routes/reactions.ts'
import { account, appShape, simpleUser } from './shapes.ts'
import { findIssue, findRepository, theApp, theOrganisation, type World } from './world.ts'

type Json = Record<string, unknown>
type Named = { login: string } | null

/** An issue, pull request, comment or release as the emulator has it, with the reactions to it and the App that made it. */
export function completePost<T extends Json>(world: World, post: T): T {
  const { user, author, reactions } = post as { user?: Named; author?: Named; reactions?: { url: string } }
  const byTheApp = user?.login === `${theApp(world).slug}[bot]`
  return {
    ...post,
    ...pullLinks(world, post),
    ...(user && { user: completeUser(world, user) }),
    ...(author && { author: completeUser(world, author) }),
    ...(reactions && { reactions: rollUp(world, reactions.url) }),
    ...('performed_via_github_app' in post && {
      performed_via_github_app: byTheApp ? appShape(world) : null,
    }),
  }
}

/** By its links to the pull request one tells an issue that is one; the emulator leaves them out. */
function pullLinks(world: World, post: Json): Json {
  const { repository_url: repository, number } = post as { repository_url?: string; number?: number }
  if (repository === undefined || number === undefined) return {}
  const [owner = '', name = ''] = repository.split('/').slice(-2)
  const row = findRepository(world, owner, name)
  if (!row || !findIssue(world, row, number)?.is_pull_request) return {}
  const page = `${String(post.html_url).replace(/\/(issues|pull)\/\d+$/, '')}/pull/${number}`
  const url = `${repository}/pulls/${number}`
  const links = { url, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch` }
  return { pull_request: { ...links, merged_at: null } }
}

/** A user as the emulator has it, with addresses that are valid for bots too. */
export function completeUser(world: World, user: Named): unknown {
  const row = world.users.findOneBy('login', user?.login)
  return row ? simpleUser(world, row) : user
}

/** A repository as the emulator has it, with the whole of its owner. */
export function completeRepository(world: World, repository: Json): Json {
  const { owner } = repository as { owner?: Named }
  const isOurs = owner?.login === theOrganisation(world).login
  return {
    ...repository,
    owner: isOurs ? account(world) : owner,
    network_count: repository.forks_count,
    subscribers_count: 0,
  }
}

/** A pull request as the emulator has it, with the whole of its people and of the repositories at its ends. */
export function completePull<T extends Json>(world: World, pull: T): T {
  const { head, base, merged_by } = pull as { head?: Json; base?: Json; merged_by?: Named }
  return {
    active_lock_reason: null,
    ...completePost(world, pull),
    ...(head && { head: completeEnd(world, head) }),
    ...(base && { base: completeEnd(world, base) }),
    ...(merged_by && { merged_by: completeUser(world, merged_by) }),
  }
}

function completeEnd(world: World, end: Json): Json {
  const { user, repo } = end as { user?: Named; repo?: Json | null }
  return {
    ...end,
    ...(user && {
      user: user.login === theOrganisation(world).login ? account(world) : completeUser(world, user),
    }),
    ...(repo && { repo: completeRepository(world, repo) }),
  }
}

/** A check run as the emulator has it, with its App, as only Apps make check runs, and the way to its annotations. */
export function completeCheckRun<T extends Json>(world: World, run: T): T {
  const { url, output } = run as { url?: string; output?: Json }
  return { ...run, app: appShape(world), output: { ...output, annotations_url: `${url}/annotations` } }
}

/** Completes the JSON of an answer of the API, whatever it is. */
export function completeAnswer(world: World, json: unknown): unknown {
  if (Array.isArray(json)) return json.map((entry) => completeAnswer(world, entry))
  if (json === null || typeof json !== 'object') return json
  if ('check_runs' in json && Array.isArray(json.check_runs)) {
    return { ...json, check_runs: json.check_runs.map((run: Json) => completeCheckRun(world, run)) }
  }
  if ('check_suite' in json) return completeCheckRun(world, json as Json)
  return 'head' in json && 'base' in json
    ? completePull(world, json as Json)
    : completePost(world, json as Json)
}
