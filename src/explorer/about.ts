import { type Context, Hono } from 'hono'
import type { Queries } from '../ledger/database.ts'
import type { Custody } from './api/custody.ts'
import { rulesPage, type TellRules } from './pages/rules.ts'
import { treasuryPage } from './pages/treasury.ts'
import { asRepository } from './request.ts'
import type { Render } from './templates.ts'

export interface About {
  readonly queries: Queries
  readonly render: Render
  readonly rules: TellRules
  readonly treasury: Custody | null
}

/** The pages of the place as a whole, and the same as JSON. */
export function aboutRoutes({ queries, render, rules, treasury }: About): Hono {
  const app = new Hono()
  const missing = (context: Context, what: string) => context.html(render('not-found', { what }), 404)

  const readRules = (context: Context) =>
    rulesPage(queries, rules, asRepository(context.req.query('repository')))
  app.get('/rules', async (context) => {
    const page = await readRules(context)
    return page ? context.html(render('rules', page)) : missing(context, 'market')
  })
  app.get('/api/rules', async (context) => {
    const page = await readRules(context)
    return page ? context.json(rulesShape(page)) : context.json({ error: 'no market has this name' }, 404)
  })
  app.get('/treasury', async (context) =>
    context.html(render('treasury', await treasuryPage(queries, treasury))),
  )
  return app
}

const rulesShape = ({ market, markets, groups }: NonNullable<Awaited<ReturnType<typeof rulesPage>>>) => ({
  market,
  markets,
  settings: groups.flatMap(({ settings }) =>
    settings.map(({ name, value, isDefault, since, meaning }) => ({
      name,
      value,
      is_default: isDefault,
      since: since === null ? null : new Date(since).toISOString(),
      meaning,
    })),
  ),
})
