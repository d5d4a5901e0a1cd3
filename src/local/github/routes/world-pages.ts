import { Hono } from 'hono'
import { html } from 'hono/html'
import { actFromNowAs, fieldsOf, fromOwnPages, isOneOfUs } from '../acting.ts'
import type { Env } from '../env.ts'
import type { Place, Steering, Wheel } from '../steering.ts'
import { findIssue, type World } from '../world.ts'
import { document, type Html, publicIn, show } from './document.ts'

/** Who one is, and what of the world one can move: what a GitHub on github.com has none of. */
export function worldPageRoutes(world: World, wheel: Wheel): Hono<Env> {
  const routes = new Hono<Env>()
  routes.use('/_tributary/*', fromOwnPages)
  routes.post('/_tributary/act-as', async (c) => {
    const fields = await fieldsOf(c)
    const login = fields.get('login') ?? ''
    if (isOneOfUs(login)) actFromNowAs(c, login)
    const back = fields.get('back') ?? '/'
    // A path of ours, and no other site's address.
    return c.redirect(/^\/(?![/\\])/.test(back) ? back : '/', 303)
  })
  for (const move of ['go-on', 'populate'] as const) {
    routes.post(`/:owner/:repo/:kind{issues|pull}/:number{[0-9]+}/${move}`, fromOwnPages, async (c, next) => {
      const repository = publicIn(world, c)
      const issue = repository && findIssue(world, repository, Number(c.req.param('number')))
      if (!issue || !wheel.current) return next()
      const { status, said } = await steer(wheel.current, move, {
        repository: repository.id,
        number: issue.number,
      })
      const thread = c.req.path.slice(0, -move.length - 1)
      if (!c.req.header('accept')?.includes('text/html')) return c.text(`${said}\n`, status)
      const page = document(
        status === 200 ? 'Done' : 'It was not done',
        html`<p>${said}</p><p><a href="${thread}">Back to the thread</a></p>`,
      )
      return show(world, c, page, status)
    })
  }
  return routes
}

async function steer(steering: Steering, move: 'go-on' | 'populate', place: Place) {
  try {
    const said = move === 'go-on' ? await steering.goOn(place) : await steering.populate(place)
    return { status: 200, said } as const
  } catch (error) {
    return { status: 422, said: error instanceof Error ? error.message : String(error) } as const
  }
}

/** Below a thread of a world: what nobody does on GitHub, and time and strangers do. */
export const steeringForms = (wheel: Wheel, thread: string): Html | '' =>
  wheel.current
    ? html`<form class="row" method="post" action="${thread}/go-on"><button>Let time pass</button> <small>until the next thing happens here</small></form>
<form class="row" method="post" action="${thread}/populate"><button>Let miners and validators come</button> <small>to the subnet of this thread, once it is registered</small></form>`
    : ''
