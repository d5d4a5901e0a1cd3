import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono, type Next } from 'hono'
import type { Control, Fault, Match } from './control.ts'
import type { Env } from './env.ts'
import { problem } from './env.ts'

export type Faults = Pick<Control, 'fail' | 'calls' | 'resetCalls'> & { routes: Hono<Env> }

/** Counts the App's calls, and lets tests make chosen ones go wrong. */
export function openFaults(): Faults {
  const planned: { fault: Fault; match: Match; left: number }[] = []
  const counts = new Map<string, number>()
  const routes = new Hono<Env>()
  routes.use('*', (c, next) => {
    const { kind } = c.var.actor
    const route = `${c.req.method} ${routeOf(c.req.path)}`
    if (kind === 'app' || kind === 'installation') counts.set(route, (counts.get(route) ?? 0) + 1)
    const plan = planned.find(({ match, left }) => left > 0 && matches(match, c))
    if (!plan) return next()
    plan.left -= 1
    return suffer(plan.fault, c, next)
  })
  return {
    routes,
    fail: (fault, match = {}, times = 1) => {
      planned.push({ fault, match, left: times })
    },
    calls: () => Object.fromEntries(counts),
    resetCalls: () => counts.clear(),
  }
}

function matches({ method, path }: Match, c: Context): boolean {
  return (method === undefined || method === c.req.method) && (path === undefined || path.test(c.req.path))
}

async function suffer(fault: Fault, c: Context<Env>, next: Next) {
  switch (fault.kind) {
    case 'status':
      return problem(c, fault.status, fault.status === 404 ? 'Not Found' : 'Server Error')
    case 'rate-limit':
      return rateLimit(fault, c)
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds))
      return next()
    case 'cut': {
      if (fault.after) await next()
      const { incoming } = c.env as HttpBindings
      incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    }
  }
}

/** The two ways in which GitHub says "not so fast". */
function rateLimit({ secondary, seconds }: Extract<Fault, { kind: 'rate-limit' }>, c: Context<Env>) {
  if (secondary) {
    c.header('retry-after', String(seconds))
    return problem(
      c,
      403,
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    )
  }
  c.header('x-ratelimit-limit', '5000')
  c.header('x-ratelimit-remaining', '0')
  c.header('x-ratelimit-used', '5000')
  c.header('x-ratelimit-reset', String(Math.ceil(Date.now() / 1000) + seconds))
  c.header('x-ratelimit-resource', 'core')
  return problem(c, 403, 'API rate limit exceeded for installation.')
}

const NAMES: readonly [RegExp, string][] = [
  [/^\/repos\/[^/]+\/[^/]+/, '/repos/{owner}/{repo}'],
  [/\/contents\/.+$/, '/contents/{path}'],
  [/\/labels\/[^/]+$/, '/labels/{name}'],
  [/\/collaborators\/[^/]+/, '/collaborators/{username}'],
  [/^\/users\/[^/]+/, '/users/{username}'],
  [/\/commits\/[^/]+/, '/commits/{ref}'],
  [/\/(\d+)(?=\/|$)/g, '/{n}'],
]

/** A path with its names and numbers left out, to count by. */
function routeOf(path: string): string {
  return NAMES.reduce((route, [pattern, name]) => route.replace(pattern, name), path)
}
