import { type Context, Hono } from 'hono'
import { html, raw } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import type { Row } from '../emulator.ts'
import { type Env, notFound, repositoryOf } from '../env.ts'
import { toHtml } from '../markdown.ts'
import { findIssue, type Issue, type Repository, type World } from '../world.ts'

type Html = ReturnType<typeof html>

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328 }
a { color: #0550ae } small, time { color: #59636e } h1 { line-height: 1.2 }
article { border: 1px solid #d1d9e0; border-radius: 6px; margin: 1rem 0; overflow-wrap: anywhere }
article > header { background: #f6f8fa; padding: .5rem 1rem; border-bottom: 1px solid #d1d9e0 }
article > div { padding: 0 1rem } p { white-space: pre-line }
pre { background: #f6f8fa; padding: 1rem; overflow: auto } .label { border: 1px solid #59636e; border-radius: 1em; padding: 0 .6em; font-size: .85em }
@media (prefers-color-scheme: dark) { body { background: #0d1117; color: #f0f6fc } a { color: #4493f8 } article > header, pre { background: #151b23 } }
`
const STYLE_SHEET = '/_tributary/style.css'

/** Pages for people: the repositories, a repository's issues, and an issue with its comments. Nothing on them can run. */
export function pageRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
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
  const open = (c: Context<Env>) => {
    const repository = repositoryOf(world, c)
    return repository?.private ? undefined : repository
  }
  routes.get(STYLE_SHEET, (c) => c.body(STYLE, 200, { 'content-type': 'text/css' }))
  routes.get('/', safe, (c) => c.html(repositoriesPage(world)))
  routes.get('/:owner/:repo/issues', safe, (c, next) => {
    const repository = open(c)
    return repository ? c.html(issuesPage(world, repository)) : next()
  })
  routes.get('/:owner/:repo', safe, (c, next) => (open(c) ? c.redirect(`${c.req.path}/issues`) : next()))
  routes.get('/:owner/:repo/issues/:number{[0-9]+}', safe, (c, next) => {
    const repository = open(c)
    const issue = repository && findIssue(world, repository, Number(c.req.param('number')))
    if (!repository) return next()
    return issue ? c.html(issuePage(world, repository, issue)) : notFound(c)
  })
  return routes
}

function document(title: string, content: Html) {
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

function repositoriesPage(world: World) {
  const open = world.repositories.all().filter((repository) => !repository.private)
  const items = open.map(
    ({ full_name, description }) =>
      html`<li><a href="/${full_name}/issues">${full_name}</a> ${description ?? ''}</li>`,
  )
  return document('Local GitHub', html`<p>Everything here lives on this machine.</p><ul>${items}</ul>`)
}

function issuesPage(world: World, repository: Repository & Row) {
  const issues = world.issues
    .findBy('repo_id', repository.id)
    .filter(({ is_pull_request }) => !is_pull_request)
  const items = issues.toReversed().map((issue) => {
    return html`<li><a href="/${repository.full_name}/issues/${issue.number}">#${issue.number} ${issue.title}</a> <small>${issue.state}</small> ${labelsOf(world, issue)}</li>`
  })
  return document(
    repository.full_name,
    html`<p><a href="/">All repositories</a></p>${items.length > 0 ? html`<ul>${items}</ul>` : html`<p>No issue yet.</p>`}`,
  )
}

function issuePage(world: World, repository: Repository & Row, issue: Issue & Row) {
  const comments = world.comments
    .findBy('repo_id', repository.id)
    .filter(({ comment_type, issue_number }) => comment_type === 'issue' && issue_number === issue.number)
  return document(
    `${issue.title} #${issue.number}`,
    html`<p><a href="/${repository.full_name}/issues">${repository.full_name}</a> · ${issue.state} ${labelsOf(world, issue)}</p>
${post(world, issue, `issue-${issue.id}`, `issue:${issue.id}`)}
${comments.map((comment) => post(world, comment, `issuecomment-${comment.id}`, `comment:${comment.id}`))}`,
  )
}

type Post = Row & { user_id: number; body: string | null }

function post(
  world: World,
  { user_id, body, created_at, updated_at }: Post,
  anchor: string,
  subject: string,
) {
  const edited = updated_at.slice(0, 19) === created_at.slice(0, 19) ? '' : ' · edited'
  const reactions = world.reactions.findBy('subject', subject).map(({ content }) => SIGNS[content] ?? content)
  return html`<article id="${anchor}">
<header><strong>${world.users.get(user_id)?.login ?? 'ghost'}</strong> <time>${created_at.slice(0, 19).replace('T', ' ')} UTC${edited}</time> ${reactions.join(' ')}</header>
<div>${raw(toHtml(body ?? ''))}</div>
</article>`
}

const SIGNS: Record<string, string> = {
  '+1': '👍',
  '-1': '👎',
  laugh: '😄',
  confused: '😕',
  heart: '❤️',
  hooray: '🎉',
  rocket: '🚀',
  eyes: '👀',
}

function labelsOf(world: World, issue: Issue): Html[] {
  return issue.label_ids.map((id) => html`<span class="label">${world.labels.get(id)?.name ?? ''}</span> `)
}
