import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { actsAs, fieldsOf, fromOwnPages } from '../acting.ts'
import type { Row } from '../emulator.ts'
import { type Env, notFound } from '../env.ts'
import { OWNER } from '../people.ts'
import { appShape } from '../shapes.ts'
import { type App, sure, type World } from '../world.ts'
import { document, type Page, show } from './document.ts'

type Manifest = {
  name: string
  url: string
  hook_attributes: { url: string }
  redirect_url: string
  default_permissions: Record<string, string>
  default_events: string[]
  description?: string
}

/** GitHub's manifest flow: a form with a manifest, a page that asks, and a code that is worth the App's secrets once. */
export function manifestPageRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  /** Secrets by the code for which they are given. */
  const codes = new Map<string, App & Row>()
  for (const owner of ['', '/organizations/:org']) {
    routes.post(`${owner}/settings/apps/new`, async (c) => {
      const fields = await fieldsOf(c)
      return ask(world, c, fields.get('manifest') ?? '')
    })
    routes.post(`${owner}/settings/apps/manifest`, fromOwnPages, async (c) => {
      const fields = await fieldsOf(c)
      const { manifest, wrong } = readAsked(world, c, fields.get('manifest') ?? '')
      if (!manifest) return tell(world, c, wrong)
      const name = fields.get('name') ?? manifest.name
      if (name.trim() === '' || name.length > 34) return tell(world, c, 'Name is too long or missing.')
      if (world.apps.findOneBy('slug', slugOf(name))) return tell(world, c, 'Name has already been taken.')
      const code = randomBytes(20).toString('hex')
      codes.set(code, makeApp(world, { ...manifest, name }))
      const back = new URL(manifest.redirect_url)
      back.searchParams.set('code', code)
      const state = c.req.query('state')
      if (state) back.searchParams.set('state', state)
      return c.redirect(back.href, 302)
    })
  }
  routes.post('/app-manifests/:code/conversions', (c) => {
    const app = codes.get(c.req.param('code'))
    codes.delete(c.req.param('code'))
    if (!app) return notFound(c)
    const { private_key: pem, webhook_secret } = app
    return c.json(
      { ...appShape(world, app), client_secret: randomBytes(20).toString('hex'), webhook_secret, pem },
      201,
    )
  })
  return routes
}

const ask = (world: World, c: Context<Env>, text: string) => {
  const { manifest, wrong } = readAsked(world, c, text)
  return manifest ? show(world, c, askingPage(c, manifest, text)) : tell(world, c, wrong)
}

function askingPage(c: Context<Env>, { name, redirect_url }: Manifest, text: string): Page {
  const action = c.req.path.replace(/new$/, 'manifest')
  const content = html`<form method="post" action="${action}?state=${encodeURIComponent(c.req.query('state') ?? '')}">
<input type="hidden" name="manifest" value="${text}">
<label for="name">GitHub App name</label><input type="text" id="name" name="name" value="${name}">
<p><button>Create GitHub App</button></p></form>`
  return { ...document('Create GitHub App', content), leadsTo: new URL(redirect_url).origin }
}

const tell = (world: World, c: Context<Env>, message: string) =>
  show(world, c, document('Invalid GitHub App configuration', html`<p>${message}</p>`), 422)

/** The manifest, where whoever sends it may make that App. */
function readAsked(world: World, c: Context<Env>, text: string) {
  const organisation = c.req.param('org')
  const person = actsAs(world, c)
  if (!person) return { wrong: 'Choose above whom you act as, and send it again.' }
  if (
    organisation !== undefined &&
    !(world.organisations.findOneBy('login', organisation) && person.login === OWNER)
  )
    return { wrong: 'You own no such organization.' }
  const manifest = parsed(text)
  const missing = ['url', 'redirect_url'].filter((name) => !URL.canParse(String(manifest?.[name as 'url'])))
  if (!manifest || missing.length > 0) return { wrong: `"${missing.join('", "')}" wasn't supplied.` }
  if (!URL.canParse(manifest.hook_attributes?.url)) return { wrong: 'Hook url is not a valid URL.' }
  return { manifest, wrong: '' }
}

function parsed(text: string): Manifest | null {
  try {
    return JSON.parse(text) as Manifest | null
  } catch {
    return null
  }
}

const slugOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** A second App: nothing is installed for it, and no webhooks are sent to it. */
function makeApp(world: World, manifest: Manifest): App & Row {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const { id: _, ...model } = sure(world.apps.all().at(-1), 'the App')
  return world.apps.insert({
    ...model,
    app_id: model.app_id + 1,
    slug: slugOf(manifest.name),
    name: manifest.name,
    private_key: privateKey,
    webhook_secret: randomBytes(20).toString('hex'),
    permissions: manifest.default_permissions ?? {},
    events: manifest.default_events ?? [],
    description: manifest.description ?? null,
  })
}
