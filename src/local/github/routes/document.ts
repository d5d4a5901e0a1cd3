import type { Context, Next } from 'hono'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { actsAs } from '../acting.ts'
import type { Row } from '../emulator.ts'
import { type Env, repositoryOf } from '../env.ts'
import { PEOPLE } from '../people.ts'
import type { Repository, World } from '../world.ts'

export type Html = ReturnType<typeof html>

export const STYLE_SHEET = '/_tributary/style.css'
export const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328 }
a { color: #0550ae } small, time { color: #59636e } h1 { line-height: 1.2 }
article { border: 1px solid #d1d9e0; border-radius: 6px; margin: 1rem 0; overflow-wrap: anywhere }
article > header { background: #f6f8fa; padding: .5rem 1rem; border-bottom: 1px solid #d1d9e0 }
article > div { padding: 0 1rem }
pre { background: #f6f8fa; padding: 1rem; overflow: auto }
table { border-collapse: collapse; display: block; overflow-x: auto } td, th { border: 1px solid #d1d9e0; padding: .2rem .6rem }
th { overflow-wrap: normal }
.label { border: 1px solid #59636e; border-radius: 1em; padding: 0 .6em; font-size: .85em }
form.row { display: flex; gap: .5rem; align-items: center; flex-wrap: wrap; margin: .5rem 0 }
label { display: block; margin: 1rem 0 .2rem; font-weight: 600 } label small { display: block; font-weight: 400 }
input[type=text], textarea { width: 100%; box-sizing: border-box; font: inherit; padding: .4rem .6rem }
textarea.code { font: 14px/1.5 ui-monospace, monospace }
button, select { font: inherit; padding: .25rem .8rem }
nav { border-bottom: 1px solid #d1d9e0; padding-bottom: .5rem } .diff ins { background: #dafbe1; text-decoration: none }
.diff del { background: #ffebe9; text-decoration: none } .diff ins, .diff del { color: #1f2328 }
@media (prefers-color-scheme: dark) {
  body { background: #0d1117; color: #f0f6fc } a { color: #4493f8 } article > header, pre { background: #151b23 }
}
`

/** Nothing on a page can run, be sent anywhere else, or stand in somebody else's page. */
const safe = (leadsTo: string[]) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'", ...leadsTo],
      frameAncestors: ["'none'"],
    },
    // Our own forms say where they come from; nobody else hears of it.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: false,
  })

export type Page = {
  title: string
  content: Html
  /** Another site to which a form of the page leads in the end. */
  leadsTo?: string
}

export const document = (title: string, content: Html): Page => ({ title, content })

/** Answers with a page, and above it with who one is in it. */
export function show(
  world: World,
  c: Context<Env>,
  { title, content, leadsTo }: Page,
  status: ContentfulStatusCode = 200,
) {
  return safe(leadsTo === undefined ? [] : [leadsTo])(c, async () => {
    c.res = await c.html(
      html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="stylesheet" href="${STYLE_SHEET}">
</head>
<body>
${whoIsActing(world, c)}
<h1>${title}</h1>
${content}
</body>
</html>`,
      status,
    )
  })
}

/** The chooser of people: this GitHub is of one machine, and whoever sits there is whoever they like to be. */
function whoIsActing(world: World, c: Context<Env>): Html {
  const acting = actsAs(world, c)
  return html`<nav><form class="row" method="post" action="/_tributary/act-as">
<input type="hidden" name="back" value="${c.req.method === 'GET' ? c.req.path : '/'}">
<a href="/">Local GitHub</a> · you act as
<select name="login" aria-label="Act as">${acting ? '' : html`<option value="">nobody: only reading</option>`}${PEOPLE.map(
    ({ login, name }) =>
      html`<option value="${login}"${login === acting?.login ? html` selected` : ''}>${name}</option>`,
  )}</select>
<button>Act as</button></form></nav>`
}

/** Shows a page about the repository in the path; private ones and unknown ones have none here. */
export function showing(
  world: World,
  page: (repository: Repository & Row, c: Context<Env>) => Page | undefined,
) {
  return async (c: Context<Env>, next: Next) => {
    const repository = publicIn(world, c)
    const found = repository && page(repository, c)
    return found === undefined ? next() : show(world, c, found)
  }
}

/** The repository that the path names, if everybody may see it. */
export function publicIn(world: World, c: Context<Env>): (Repository & Row) | undefined {
  const repository = repositoryOf(world, c)
  return repository && !repository.private ? repository : undefined
}
