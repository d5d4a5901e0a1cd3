import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { actFromNowAs, actsAs, fieldsOf, fromOwnPages, isOneOfUs } from '../acting.ts'
import type { Env } from '../env.ts'
import { MOVES, type Move, type Steering, type Wheel } from '../steering.ts'
import { findIssue, type World } from '../world.ts'
import { document, type Html, publicIn, show } from './document.ts'

/** Who one is, and what of the world one can move: what a GitHub on github.com has none of. */
export function worldPageRoutes(world: World, wheel: Wheel): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/_tributary/act-as', fromOwnPages, async (c) => {
    const fields = await fieldsOf(c)
    const login = fields.get('login') ?? ''
    if (isOneOfUs(login)) actFromNowAs(c, login)
    const back = fields.get('back') ?? '/'
    // A path of ours, and no other site's address.
    return c.redirect(/^\/(?![/\\])/.test(back) ? back : '/', 303)
  })
  for (const move of MOVES) {
    routes.post(`/:owner/:repo/:kind{issues|pull}/:number{[0-9]+}/${move}`, fromOwnPages, async (c, next) => {
      const repository = publicIn(world, c)
      const issue = repository && findIssue(world, repository, Number(c.req.param('number')))
      if (!issue || !wheel.current) return next()
      const place = { repository: repository.id, number: issue.number }
      const amount = (await fieldsOf(c)).get('amount') ?? ''
      const { status, said } = await steer(wheel.current, move, { place, login: personIn(world, c), amount })
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

/** Chosen on a page, or told by a token. */
function personIn(world: World, c: Context<Env>): string | undefined {
  const { actor } = c.var
  return actor.kind === 'person' ? actor.user.login : actsAs(world, c)?.login
}

const NEEDS_NOBODY: readonly Move[] = ['go-on', 'populate']

async function steer(
  steering: Steering,
  move: Move,
  {
    login,
    ...asked
  }: { place: { repository: number; number: number }; login: string | undefined; amount: string },
) {
  if (login === undefined && !NEEDS_NOBODY.includes(move))
    return { status: 422, said: 'Choose above whom you act as, or send a token.' } as const
  try {
    return { status: 200, said: await steering[move]({ ...asked, login: login ?? '' }) } as const
  } catch (error) {
    return { status: 422, said: error instanceof Error ? error.message : String(error) } as const
  }
}

/** Below a thread of a world: what on GitHub a person's own wallet does, and time, and strangers. */
export const steeringForms = (wheel: Wheel, thread: string): Html | '' =>
  wheel.current
    ? html`<h2>This world</h2><p><small>On github.com none of this is here: your wallet does the first three, time and people the others.</small></p>
${form(thread, 'link', 'Link my wallet', 'the /link comment, signed by the wallet of whom you act as')}
${form(thread, 'pay', 'Pay the bill', 'from that wallet: the deposit of an idea, or the guarantee of a miner')}
${form(thread, 'contribute', 'Contribute', 'TAO to the crowdloan', html`<input type="number" name="amount" value="100" min="1" aria-label="TAO">`)}
${form(thread, 'go-on', 'Let time pass', 'until the next thing happens here')}
${form(thread, 'populate', 'Let miners and validators come', 'to the subnet of this thread, once it is registered')}`
    : ''

const form = (thread: string, move: Move, name: string, what: string, field: Html | '' = '') =>
  html`<form class="row" method="post" action="${thread}/${move}">${field}<button>${name}</button> <small>${what}</small></form>`
