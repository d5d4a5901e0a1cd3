import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Row } from './emulator.ts'
import type { Actor } from './identity.ts'
import { findRepository, type Repository, type World } from './world.ts'

/** What the front knows of a request before any route sees it. */
export type Env = {
  Variables: {
    actor: Actor
    /** What the JSON object in the request says; `{}` when there is none. */
    body: Record<string, unknown>
    /** What the emulator is told instead. */
    changedBody?: Record<string, unknown>
  }
}

type Fields = { resource: string; field: string; code: string; message?: string }

/** An error as GitHub words it. */
export function problem(c: Context, status: ContentfulStatusCode, message: string, errors?: Fields[]) {
  return c.json(
    {
      message,
      ...(errors && { errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
    },
    status,
  )
}

export const notFound = (c: Context) => problem(c, 404, 'Not Found')
export const forbidden = (c: Context) => problem(c, 403, 'Resource not accessible by integration')
export const notAdmin = (c: Context) => problem(c, 403, 'Must have admin rights to Repository.')
export const invalid = (c: Context, ...errors: Fields[]) => problem(c, 422, 'Validation Failed', errors)

/** The repository that the path names by `:owner` and `:repo`. */
export function repositoryOf(world: World, c: Context<Env>): (Repository & Row) | undefined {
  return findRepository(world, c.req.param('owner') ?? '', c.req.param('repo') ?? '')
}

/** `page` and `per_page` as GitHub reads them: 1 and 30, at most 100. */
export function page<T>(c: Context, rows: T[]): T[] {
  const number = positive(c.req.query('page')) ?? 1
  const size = perPage(c)
  return rows.slice((number - 1) * size, number * size)
}

export function perPage(c: Context): number {
  return Math.min(positive(c.req.query('per_page')) ?? 30, 100)
}

function positive(text: string | undefined): number | undefined {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : undefined
}
