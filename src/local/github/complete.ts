import { rollUp } from './routes/reactions.ts'
import { appShape } from './shapes.ts'
import { theApp, type World } from './world.ts'

type Json = Record<string, unknown>

/** An issue, pull request or comment as the emulator has it, with the reactions to it and the App that made it. */
export function completePost<T extends Json>(world: World, post: T): T {
  const { user, reactions } = post as { user?: { login?: string } | null; reactions?: { url: string } }
  const byTheApp = user?.login === `${theApp(world).slug}[bot]`
  return {
    ...post,
    ...(reactions && { reactions: rollUp(world, reactions.url) }),
    ...('performed_via_github_app' in post && {
      performed_via_github_app: byTheApp ? appShape(world) : null,
    }),
  }
}

/** A check run as the emulator has it, with its App: only Apps make check runs. */
export function completeCheckRun<T extends Json>(world: World, run: T): T {
  return { ...run, app: appShape(world) }
}

/** Completes the JSON of an answer of the API, whatever it is. */
export function completeAnswer(world: World, json: unknown): unknown {
  if (Array.isArray(json)) return json.map((entry) => completeAnswer(world, entry))
  if (json === null || typeof json !== 'object') return json
  if ('check_runs' in json && Array.isArray(json.check_runs)) {
    return { ...json, check_runs: json.check_runs.map((run: Json) => completeCheckRun(world, run)) }
  }
  if ('check_suite' in json) return completeCheckRun(world, json as Json)
  return completePost(world, json as Json)
}
