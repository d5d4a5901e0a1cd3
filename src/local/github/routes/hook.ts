import { type Context, Hono } from 'hono'
import type { Delivery } from '../control.ts'
import type { Sender } from '../deliveries.ts'
import { type Env, invalid, notFound, perPage, problem } from '../env.ts'

/** The App's own webhook: its settings, its deliveries, and sending one again. For the App alone, by its JSON web token. */
export function hookRoutes(sender: Sender): Hono<Env> {
  const routes = new Hono<Env>()
  routes.use('/app/hook/*', async (c, next) => {
    if (c.var.actor.kind !== 'app') return problem(c, 401, 'A JSON web token could not be decoded')
    await next()
  })
  routes.get('/app/hook/config', (c) => c.json(config(sender)))
  routes.patch('/app/hook/config', (c) => {
    const { url, secret } = c.var.body
    if (typeof url === 'string' && !URL.canParse(url))
      return invalid(c, { resource: 'Hook', field: 'url', code: 'invalid' })
    if (typeof url === 'string') sender.setUrl(url)
    if (typeof secret === 'string') sender.setSecret(secret)
    return c.json(config(sender))
  })
  routes.get('/app/hook/deliveries', (c) => list(sender, c))
  routes.get('/app/hook/deliveries/:id{[0-9]+}', (c) => {
    const delivery = find(sender, c)
    return delivery ? c.json(whole(delivery)) : notFound(c)
  })
  routes.post('/app/hook/deliveries/:id{[0-9]+}/attempts', (c) => {
    const delivery = find(sender, c)
    if (!delivery) return notFound(c)
    void sender.redeliver(delivery.id)
    return c.json({}, 202)
  })
  return routes
}

function config(sender: Sender) {
  return { content_type: 'json', insecure_ssl: '0', secret: '********', url: sender.url() }
}

/** Deliveries that were answered or given up; one under way is not listed yet. */
function done(sender: Sender): Delivery[] {
  return sender.deliveries().filter(({ status }) => status !== 'pending')
}

function find(sender: Sender, c: Context<Env>): Delivery | undefined {
  return done(sender).find(({ id }) => id === Number(c.req.param('id')))
}

/** Newest first; the cursor is the first delivery of the page, and the Link header leads to the pages around it. */
function list(sender: Sender, c: Context<Env>) {
  const outcome = c.req.query('status')
  const all = done(sender).filter(
    ({ status_code }) => outcome === undefined || status_code < 400 === (outcome === 'success'),
  )
  all.sort((a, b) => b.id - a.id)
  const cursor = c.req.query('cursor')
  const start =
    cursor === undefined ? 0 : all.findIndex(({ id }) => id <= Number(/^v1_(\d+)$/.exec(cursor)?.[1]))
  if (cursor !== undefined && !/^v1_\d+$/.test(cursor)) return problem(c, 400, 'Invalid cursor')
  const size = perPage(c)
  const page = start < 0 ? [] : all.slice(start, start + size)
  const link = (first: Delivery | undefined, rel: string) => {
    if (!first) return []
    const url = new URL(c.req.url)
    url.searchParams.set('cursor', `v1_${first.id}`)
    return [`<${url}>; rel="${rel}"`]
  }
  const links = [
    ...link(all[start + size], 'next'),
    ...(start > 0 ? link(all[Math.max(0, start - size)], 'prev') : []),
  ]
  if (links.length > 0) c.header('Link', links.join(', '))
  return c.json(page.map(brief))
}

function brief({ request, response, url, ...delivery }: Delivery) {
  const { id, guid, delivered_at, redelivery, duration, status, status_code, event, action } = delivery
  const { installation_id, repository_id } = delivery
  return {
    id,
    guid,
    delivered_at,
    redelivery,
    duration,
    status,
    status_code,
    event,
    action,
    installation_id,
    repository_id,
    throttled_at: null,
  }
}

function whole(delivery: Delivery) {
  const { url, request, response } = delivery
  return {
    ...brief(delivery),
    url,
    request: { headers: request.headers, payload: JSON.parse(request.body) as unknown },
    response: { headers: response?.headers ?? null, payload: response?.body ?? null },
  }
}
