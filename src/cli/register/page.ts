import { html } from 'hono/html'

type Html = ReturnType<typeof html>

const page = (title: string, content: Html): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
</head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>`

/** The one button: it takes the manifest to GitHub, where the operator is signed in. */
export const formPage = (action: string, manifest: object, file: string): Html =>
  page(
    'Register Tributary as a GitHub App',
    html`<p>GitHub shows the App's name, which you can change, and asks whether to make it. Then it sends you back here.</p>
<p>The secrets go into ${file} on this machine. You see and copy none of them.</p>
<form method="post" action="${action}"><input type="hidden" name="manifest" value="${JSON.stringify(manifest)}"><button>Go to GitHub</button></form>`,
  )

export const donePage = (slug: string, install: string, file: string): Html =>
  page(
    'The App is registered',
    html`<p>${slug} is registered, and ${file} holds its secrets.</p>
<p><a href="${install}">Install it</a> on the repository that is the market. Your terminal says what comes after that.</p>`,
  )

export const refusedPage = (why: string): Html =>
  page('It was not done', html`<p>${why}</p><p>To begin again, open the address in your terminal.</p>`)

/** The same address asks again. */
export const failedPage = (why: string): Html =>
  page(
    'It is not done yet',
    html`<p>${why}</p><p>Load this page again to try again. To begin again, open the address in your terminal.</p>`,
  )
