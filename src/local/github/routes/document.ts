import type { Context, Next } from 'hono'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import type { Row } from '../emulator.ts'
import { type Env, repositoryOf } from '../env.ts'
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
table { border-collapse: collapse } td, th { border: 1px solid #d1d9e0; padding: .2rem .6rem }
.label { border: 1px solid #59636e; border-radius: 1em; padding: 0 .6em; font-size: .85em }
@media (prefers-color-scheme: dark) {
  body { background: #0d1117; color: #f0f6fc } a { color: #4493f8 } article > header, pre { background: #151b23 }
}
`

/** Nothing on a page can run, be sent anywhere, or stand in somebody else's page. */
const safe = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  strictTransportSecurity: false,
})

/** Answers with a page. */
export function show(c: Context<Env>, page: Html) {
  return safe(c, async () => {
    c.res = await c.html(page)
  })
}

export function document(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="stylesheet" href="${STYLE_SHEET}">
</head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>`
}

/** Shows a page about the repository in the path; private ones and unknown ones have none here. */
export function showing(
  world: World,
  page: (repository: Repository & Row, c: Context<Env>) => Html | undefined,
) {
  return async (c: Context<Env>, next: Next) => {
    const repository = repositoryOf(world, c)
    const found = repository && !repository.private ? page(repository, c) : undefined
    return found === undefined ? next() : show(c, found)
  }
}
