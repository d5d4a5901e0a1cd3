import { type Context, Hono } from 'hono'
import type { Queries } from '../../ledger/database.ts'
import { countMarket, ledgerTime, ORDERS, readMarket } from '../../ledger/market.ts'
import {
  countPhases,
  findIdeas,
  type Idea,
  listIdeas,
  readLedgerAfter,
  readTimeline,
} from '../../ledger/read.ts'
import { balanceOf, REGISTRATION_COST, readReading } from '../../ledger/readings.ts'
import { readPart, readSheet } from '../../ledger/sheets.ts'
import { shownPayments } from '../../ledger/shown-payments.ts'
import type { Linker } from '../links.ts'
import { asMarket, asNumber, asOrder, asPhase, asPosition, asRepository, PHASES } from '../request.ts'
import type { NamedResource, Sign } from '../resource.ts'
import { serve, wrongNumber } from './serve.ts'
import {
  type AllUnits,
  eventShape,
  ideaShape,
  marketShape,
  partShape,
  paymentShape,
  readingShape,
  rowShape,
  sheetShape,
} from './shapes.ts'

const IDEAS = 50
const EVENTS = 500

const numberOf = (name: string): string => `${name} is a whole number from 0, as the page before named it`

/** The same as the pages, as JSON. `docs/api.md` describes it. */
export function apiRoutes(
  queries: Queries,
  link: Linker,
  {
    resources,
    sign,
    units,
  }: { readonly resources: readonly NamedResource[]; readonly sign: Sign | null; readonly units: AllUnits },
): Hono {
  const api = new Hono()
  const refuse = (context: Context, status: 400 | 404 | 409, error: string, more: object = {}) =>
    context.json({ error, ...more }, status)

  /** The idea that a URL means, or the answer that says why there is none. */
  async function find(context: Context): Promise<Idea | Response> {
    const issue = asNumber(context.req.param('issue'))
    const repository = asRepository(context.req.query('repository'))
    const [idea, ...others] = issue === undefined ? [] : await findIdeas(queries, issue, repository)
    if (!idea) return refuse(context, 404, 'no idea with this number is on the ledger')
    if (others.length === 0) return idea
    const repositories = [idea, ...others].map(({ view }) => view.repository)
    return refuse(context, 409, 'several repositories have this number: add ?repository=owner/name', {
      repositories,
    })
  }

  api.get('/ideas', async (context) => {
    const { phase, before, netuid } = context.req.query()
    if (phase !== undefined && !asPhase(phase))
      return refuse(context, 400, `phase is one of ${PHASES.join(', ')}`)
    if (before !== undefined && asNumber(before) === undefined)
      return refuse(context, 400, numberOf('before'))
    if (netuid !== undefined && asNumber(netuid) === undefined)
      return refuse(context, 400, 'netuid is a whole number from 0')
    const found = await listIdeas(queries, {
      phase: asPhase(phase),
      before: asNumber(before),
      netuid: asNumber(netuid),
      limit: IDEAS + 1,
    })
    const ideas = found.slice(0, IDEAS)
    const next = found.length > IDEAS ? (ideas.at(-1)?.ordinal ?? null) : null
    return context.json({ ideas: ideas.map((idea) => ideaShape(idea, link, units)), next_before: next })
  })

  api.get('/market', async (context) => {
    const { phase, sort, page } = context.req.query()
    if (phase && !asPhase(phase)) return refuse(context, 400, `phase is one of ${PHASES.join(', ')}`)
    if (sort && !asOrder(sort)) return refuse(context, 400, `sort is one of ${ORDERS.join(', ')}`)
    if (page !== undefined && !asNumber(page)) return refuse(context, 400, 'page is a whole number from 1')
    const asked = asMarket(context.req.query())
    const wanted = { ...asked, skip: (asked.page - 1) * IDEAS, limit: IDEAS }
    const lines = await readMarket(queries, wanted, await ledgerTime(queries))
    const total = await countMarket(queries, asked)
    const pages = Math.max(1, Math.ceil(total / IDEAS))
    const phases = Object.fromEntries(await countPhases(queries))
    return context.json({ ideas: lines.map(marketShape), total, pages, phases })
  })

  api.get('/ideas/:issue', async (context) => {
    const idea = await find(context)
    if (idea instanceof Response) return idea
    const payments = await shownPayments(queries, idea.view)
    const balance = await readReading(queries, balanceOf(idea.view.stream))
    return context.json({
      ...ideaShape(idea, link, units),
      treasury_balance: balance && readingShape(balance),
      payments: payments.map(paymentShape),
    })
  })

  api.get('/registration', async (context) => {
    const cost = await readReading(queries, REGISTRATION_COST)
    return context.json({ registration_cost: cost && readingShape(cost) })
  })

  api.get('/ideas/:issue/events', async (context) => {
    const idea = await find(context)
    if (idea instanceof Response) return idea
    const { until: asked } = context.req.query()
    const until = asNumber(asked)
    if (asked !== undefined && until === undefined) return refuse(context, 400, numberOf('until'))
    const { entries, earlier } = await readTimeline(queries, idea.view.stream, { until, limit: EVENTS })
    const first = entries[0]?.position ?? 1
    return context.json({
      events: entries.map((entry) => eventShape(entry, link, units)),
      next_until: earlier > 0 ? first - 1 : null,
    })
  })

  for (const resource of resources) {
    api.get(`/ideas/:issue/${resource.name}`, async (context) => {
      const idea = await find(context)
      if (idea instanceof Response) return idea
      const wrong = wrongNumber(context)
      if (wrong !== null) return refuse(context, 400, numberOf(wrong))
      return serve(context, { queries, resource, sign }, idea)
    })
  }

  api.get('/ledger', async (context) => {
    const after = asPosition(context.req.query('after') ?? '0')
    if (after === undefined) return refuse(context, 400, numberOf('after'))
    const rows = await readLedgerAfter(queries, { after, limit: EVENTS })
    const next = rows.length === EVENTS ? (rows.at(-1)?.position ?? null) : null
    return context.json({ events: rows.map(rowShape), next_after: next })
  })

  api.get('/sheets/:digest', async (context) => {
    const sheet = await readSheet(queries, context.req.param('digest'))
    return sheet ? context.json(sheetShape(sheet)) : refuse(context, 404, 'no such sheet is on the ledger')
  })

  api.get('/sheets/:digest/:part/:round', async (context) => {
    const { digest } = context.req.param()
    const [number, round] = [asNumber(context.req.param('part')), asNumber(context.req.param('round'))]
    const isAsked = number !== undefined && round !== undefined
    const part = isAsked ? await readPart(queries, { sheet: digest, part: number, round }) : null
    if (!part) return refuse(context, 404, 'no such part of a sheet is on the ledger')
    return context.json(partShape(digest, part))
  })

  api.all('*', (context) => refuse(context, 404, 'no such resource: see docs/api.md'))
  return api
}
