import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { Row } from '../emulator.ts'
import type { Env } from '../env.ts'
import { toHtml } from '../markdown.ts'
import { findIssue, type Issue, type Repository, type World } from '../world.ts'
import { document, type Html, STYLE, STYLE_SHEET, show, showing } from './document.ts'

/** Pages for people: the repositories, a repository's issues, and an issue with its comments. */
export function pageRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get(STYLE_SHEET, (c) => c.body(STYLE, 200, { 'content-type': 'text/css' }))
  routes.get('/', (c) => show(c, repositoriesPage(world)))
  for (const path of ['/:owner/:repo', '/:owner/:repo/issues']) {
    routes.get(
      path,
      showing(world, (repository) => issuesPage(world, repository)),
    )
  }
  const thread = showing(world, (repository, c) => {
    const issue = findIssue(world, repository, Number(c.req.param('number')))
    return issue && issuePage(world, repository, issue)
  })
  routes.get('/:owner/:repo/issues/:number{[0-9]+}', thread)
  return routes
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
    .toSorted((a, b) => a.id - b.id)
  return document(
    `${issue.title} #${issue.number}`,
    html`<p><a href="/${repository.full_name}/issues">${repository.full_name}</a> · ${issue.state} ${labelsOf(world, issue)}</p>
${post(world, issue, `issue-${issue.id}`, `issue:${issue.id}`)}
${comments.map((comment) => post(world, comment, `issuecomment-${comment.id}`, `comment:${comment.id}`))}`,
  )
}

type Post = Row & { user_id: number; body: string | null }

function post(world: World, { user_id, body, created_at }: Post, anchor: string, subject: string): Html {
  const reactions = world.reactions.findBy('subject', subject).map(({ content }) => SIGNS[content] ?? content)
  return html`<article id="${anchor}">
<header><strong>${world.users.get(user_id)?.login ?? 'ghost'}</strong> <time>${created_at.slice(0, 19).replace('T', ' ')} UTC</time> ${reactions.join(' ')}</header>
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
