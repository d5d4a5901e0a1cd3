import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import type { Ledger } from '../ledger/ledger.ts'
import { findIdeas, type Idea } from '../ledger/read.ts'
import { aboutRoutes } from './about.ts'
import { type Custody, custodyRoutes } from './api/custody.ts'
import { apiRoutes } from './api/routes.ts'
import { type AllUnits, NO_UNITS } from './api/shapes.ts'
import { revalidate, securityHeaders } from './headers.ts'
import { createLinker, type LinkBases } from './links.ts'
import { badge } from './pages/badge.ts'
import { type Feed, marketFeed, subnetFeed } from './pages/feed.ts'
import { homePage } from './pages/home.ts'
import { ideaPage } from './pages/idea.ts'
import { eventPage, ledgerPage } from './pages/ledger.ts'
import { marketPage } from './pages/market.ts'
import type { TellRules } from './pages/rules.ts'
import type { NamedPanel } from './panel.ts'
import { askedOf, asMarket, asNumber, asPhase, asPosition, asRepository } from './request.ts'
import { type NamedResource, type Sign, signOnce } from './resource.ts'
import { type Say, SILENT } from './say.ts'
import { asTab } from './tabs.ts'
import { createRender, NAMES_ONLY, type Sentences, stylesheet } from './templates.ts'
import { tao } from './text.ts'

export interface ExplorerOptions {
  readonly ledger: Pick<Ledger, 'queries'>
  readonly links: LinkBases
  /** What the place calls itself, in the head of each page. */
  readonly title: string
  /** What a subnet's page shows between its head and its timeline, in this order. */
  readonly panels: readonly NamedPanel[]
  /** What the numbers are that the API gives. */
  readonly units?: AllUnits
  /** How events and payments are told. */
  readonly sentences?: Sentences
  /** What is to do, and what stands in the way, as threads say it. */
  readonly say?: Say
  /** How the settings of a market are told; a place without it has none to show. */
  readonly rules?: TellRules
  /** What it serves as JSON beside its idea. */
  readonly resources?: readonly NamedResource[]
  /** `owner/name` of the repository where ideas are opened, for the link to its form. */
  readonly market?: string | null
  /** For guardians; null where this place only reads a ledger. */
  readonly treasury?: Custody | null
  /** Signs what others enforce without asking again; null where this place has no key. */
  readonly sign?: Sign | null
  /** Told of what went wrong when a page could not be made. */
  readonly onError?: (error: Error) => void
}

/** The read-only pages and the JSON API. Its last route answers every path, so mount it after all others. */
export function createExplorer({
  ledger,
  links,
  title,
  panels,
  units = NO_UNITS,
  sentences = NAMES_ONLY,
  say = SILENT,
  rules = () => [],
  resources = [],
  market = null,
  treasury = null,
  sign = null,
  onError,
}: ExplorerOptions): Hono {
  const { queries } = ledger
  const link = createLinker(links)
  const render = createRender({ title, market, link }, sentences)
  const app = new Hono()
  const missing = (context: Context, what: string) => context.html(render('not-found', { what }), 404)

  // Outermost: the ETag is that of the page, whether or not it was made small.
  app.use(compress(), securityHeaders, revalidate, etag())

  app.get('/', async (context) => {
    const phase = asPhase(context.req.query('phase'))
    const before = asNumber(context.req.query('before'))
    return context.html(render('home', await homePage(queries, { phase, before }, say)))
  })

  app.get('/market', async (context) =>
    context.html(render('market', await marketPage(queries, asMarket(context.req.query())))),
  )

  /** Shows the idea that a URL names; where it names none, or several, it says so. */
  const ofIdea = async (context: Context, show: (idea: Idea) => Promise<Response>) => {
    const issue = asNumber(context.req.param('issue'))
    if (issue === undefined) return missing(context, 'idea')
    const ideas = await findIdeas(queries, issue, asRepository(context.req.query('repository')))
    const [idea, ...others] = ideas
    if (!idea) return missing(context, 'idea')
    return others.length > 0 ? context.html(render('choose', { issue, ideas })) : show(idea)
  }

  app.get('/ideas/:issue', (context) =>
    ofIdea(context, async (idea) => {
      const until = asNumber(context.req.query('until'))
      const tab = asTab(context.req.query('tab'))
      return context.html(render('idea', await ideaPage(queries, idea, { panels, say, until, tab })))
    }),
  )

  const feed = (context: Context, told: Feed) =>
    context.body(render('feed', told), 200, { 'content-type': 'application/atom+xml; charset=utf-8' })

  app.get('/feed.atom', async (context) => feed(context, await marketFeed(queries, title)))
  app.get('/ideas/:issue/feed.atom', (context) =>
    ofIdea(context, async ({ view }) => feed(context, await subnetFeed(queries, view))),
  )
  app.get('/ideas/:issue/badge.svg', (context) =>
    ofIdea(context, async ({ view }) => {
      const phase = render('parts/phase-name', { name: view.phase }).trim()
      const words = `${phase}, ${tao(view.raised)}`
      const drawn = render('badge', badge(title, words))
      return context.body(drawn, 200, { 'content-type': 'image/svg+xml; charset=utf-8' })
    }),
  )

  for (const { name, page, read } of resources) {
    if (!page) continue
    app.get(`/ideas/:issue/${name}`, (context) =>
      ofIdea(context, async ({ view }) => {
        const served = await read(queries, view, undefined, askedOf(context.req.query()))
        const { heading, template } = page
        const asked = new URL(context.req.url).search
        const filling = 'refused' in served ? { refused: served.refused } : served.body
        const shown = { view, name, heading, template, asked, filling }
        return context.html(render('resource', shown), 'refused' in served ? 400 : 200)
      }),
    )
  }

  app.get('/ledger', async (context) => {
    const before = asPosition(context.req.query('before'))
    return context.html(render('ledger', await ledgerPage(queries, before)))
  })

  app.get('/ledger/:position', async (context) => {
    const position = asPosition(context.req.param('position'))
    const page = position === undefined ? null : await eventPage(queries, position)
    return page ? context.html(render('event', page)) : missing(context, 'event')
  })

  app.get('/explorer.css', (context) =>
    context.body(stylesheet, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=86400',
    }),
  )

  app.route('/', aboutRoutes({ queries, render, rules, treasury }))
  app.route('/api/approvals', custodyRoutes(queries, treasury))
  app.route('/api', apiRoutes(queries, link, { resources, sign: sign && signOnce(sign), units }))
  app.get('*', (context) => missing(context, 'page'))
  app.onError((error, context) => {
    onError?.(error)
    if (context.req.path.startsWith('/api/'))
      return context.json({ error: 'the ledger cannot be read now' }, 503)
    return context.html(render('unavailable', {}), 503)
  })
  return app
}
