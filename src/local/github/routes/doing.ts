import type { Context, Next } from 'hono'
import { html } from 'hono/html'
import { type Act, actsAs, fieldsOf, Refused } from '../acting.ts'
import type { Row } from '../emulator.ts'
import type { Env } from '../env.ts'
import type { Repository, User, World } from '../world.ts'
import { document, publicIn, show } from './document.ts'

/** A form that somebody sent from a page about a repository. */
export type Doing = {
  c: Context<Env>
  repository: Repository & Row
  person: User & Row
  fields: URLSearchParams
  /** The API path of the repository. */
  api: string
  /** By the API, as the person. */
  act: <T>(method: string, path: string, body?: object) => Promise<T>
}

/** Does what a form asks for and leads to the page that `run` answers; what GitHub refuses is shown in its words. */
export function doing(world: World, act: Act, run: (doing: Doing) => Promise<string>) {
  return async (c: Context<Env>, next: Next) => {
    const repository = publicIn(world, c)
    if (!repository) return next()
    const person = actsAs(world, c)
    if (!person) return tell(world, c, 'Choose above whom you act as, and send it again.')
    const asPerson: Doing['act'] = (method, path, body) => act(person.login, method, path, body)
    try {
      const api = `/repos/${repository.full_name}`
      const to = await run({ c, repository, person, api, act: asPerson, fields: await fieldsOf(c) })
      return c.redirect(to, 303)
    } catch (error) {
      if (error instanceof Refused) return tell(world, c, error.message)
      throw error
    }
  }
}

const tell = (world: World, c: Context<Env>, message: string) =>
  show(
    world,
    c,
    document(
      'It was not done',
      html`<p>${message}</p><p>Go back with your browser: what you wrote is still there.</p>`,
    ),
    422,
  )

/** Browsers end lines as the web does; files end them as git does. */
export const plainLines = (text: string | null): string => (text ?? '').replaceAll('\r\n', '\n')
