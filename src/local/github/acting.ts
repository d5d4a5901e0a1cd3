import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Row } from './emulator.ts'
import type { Env } from './env.ts'
import { PEOPLE } from './people.ts'
import type { User, World } from './world.ts'

/** Whom the pages take somebody for: they chose one of the people, and the browser keeps the login. Nothing is secret here. */
const COOKIE = 'acting-as'
const YEAR = 365 * 86_400

export function actsAs(world: World, c: Context<Env>): (User & Row) | undefined {
  const login = getCookie(c, COOKIE)
  return isOneOfUs(login) ? world.users.findOneBy('login', login) : undefined
}

/** The emulator knows accounts of its own beside the people, and the bot: nobody acts as those. */
export const isOneOfUs = (login: string | undefined): login is string =>
  PEOPLE.some((person) => person.login === login)

export function actFromNowAs(c: Context<Env>, login: string): void {
  setCookie(c, COOKIE, login, { path: '/', httpOnly: true, sameSite: 'Strict', maxAge: YEAR })
}

/**
 * A form is taken from our own pages alone. A browser says where it comes from, and curl says nothing. The server listens on
 * loopback only; a name of somebody's that leads there is no page of ours.
 */
export const fromOwnPages: MiddlewareHandler<Env> = async (c, next) => {
  const origin = c.req.header('origin')
  if (origin !== undefined && !isOwn(origin, c.req.header('host') ?? ''))
    return c.text('This form comes from another site.\n', 403)
  return next()
}

function isOwn(origin: string, host: string): boolean {
  const { hostname, host: from } = URL.parse(origin) ?? {}
  return from === host && (hostname === '127.0.0.1' || hostname === 'localhost')
}

/** What GitHub answered somebody who may not, or who sent what it does not take. */
export class Refused extends Error {}

/** Does what a page was asked to, through the API and with a person's own token: no page can do more than `curl`. */
export type Act = <T>(login: string, method: string, path: string, body?: object) => Promise<T>

export function openAct(
  tokens: Readonly<Record<string, string>>,
  ask: (request: Request) => Response | Promise<Response>,
): Act {
  return async <T>(login: string, method: string, path: string, body?: object): Promise<T> => {
    const answer = await ask(
      new Request(`http://localhost${path}`, {
        method,
        headers: { authorization: `token ${tokens[login]}` },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )
    const json = (await answer.json()) as T & { message?: string; errors?: readonly object[] }
    if (!answer.ok)
      throw new Refused(`${json.message ?? answer.status} ${json.errors ? JSON.stringify(json.errors) : ''}`)
    return json
  }
}

/** The fields of a form as a page sends them, each the last that was given. */
export async function fieldsOf(c: Context<Env>): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text())
}
