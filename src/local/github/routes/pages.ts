import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { Row } from '../emulator.ts'
import type { Env } from '../env.ts'
import { toHtml } from '../markdown.ts'
import type { Wheel } from '../steering.ts'
import { findIssue, type Issue, type Repository, type World } from '../world.ts'
import { document, type Html, type Page, STYLE, STYLE_SHEET, show, showing } from './document.ts'
import { treeOf } from './edit-pages.ts'
import { pullPart, reviewForms } from './pull-pages.ts'
import { steeringForms } from './world-pages.ts'

/** Pages for people: the repositories, a repository's issues and pull requests, and each of them with its comments. */
export function pageRoutes(world: World, wheel: Wheel): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get(STYLE_SHEET, (c) => c.body(STYLE, 200, { 'content-type': 'text/css' }))
  routes.get('/', (c) => show(world, c, repositoriesPage(world)))
  for (const path of ['/:owner/:repo', '/:owner/:repo/issues']) {
    routes.get(
      path,
      showing(world, (repository) => issuesPage(world, repository)),
    )
  }
  const thread = showing(world, (repository, c) => {
    const issue = findIssue(world, repository, Number(c.req.param('number')))
    return issue && issuePage(world, wheel, repository, issue)
  })
  routes.get('/:owner/:repo/issues/:number{[0-9]+}', thread)
  routes.get('/:owner/:repo/pull/:number{[0-9]+}', thread)
  return routes
}

function repositoriesPage(world: World): Page {
  const open = world.repositories.all().filter((repository) => !repository.private)
  const items = open.map(
    ({ full_name, description }) =>
      html`<li><a href="/${full_name}/issues">${full_name}</a> ${description ?? ''}</li>`,
  )
  return document('Local GitHub', html`<p>Everything here lives on this machine.</p><ul>${items}</ul>`)
}

function issuesPage(world: World, repository: Repository & Row): Page {
  const all = world.issues.findBy('repo_id', repository.id).toReversed()
  const listed = (kind: 'issues' | 'pull') =>
    all
      .filter(({ is_pull_request }) => is_pull_request === (kind === 'pull'))
      .map((issue) => {
        return html`<li><a href="/${repository.full_name}/${kind}/${issue.number}">#${issue.number} ${issue.title}</a> <small>${issue.state}</small> ${labelsOf(world, issue)}</li>`
      })
  const [issues, pulls] = [listed('issues'), listed('pull')]
  return document(
    repository.full_name,
    html`<p><a href="/">All repositories</a> · <a href="${treeOf(repository.full_name, repository.default_branch)}">Files</a> · <a href="/${repository.full_name}/issues/new">New issue</a></p>${issues.length > 0 ? html`<ul>${issues}</ul>` : html`<p>No issue yet.</p>`}${pulls.length > 0 ? html`<h2>Pull requests</h2><ul>${pulls}</ul>` : ''}`,
  )
}

function issuePage(world: World, wheel: Wheel, repository: Repository & Row, issue: Issue & Row): Page {
  const comments = world.comments
    .findBy('repo_id', repository.id)
    .filter(({ comment_type, issue_number }) => comment_type === 'issue' && issue_number === issue.number)
    .toSorted((a, b) => a.id - b.id)
  const page = `/${repository.full_name}/${issue.is_pull_request ? 'pull' : 'issues'}/${issue.number}`
  const isOpenPull = issue.is_pull_request && issue.state === 'open'
  return document(
    `${issue.title} #${issue.number}`,
    html`<p><a href="/${repository.full_name}/issues">${repository.full_name}</a> · ${issue.state} ${labelsOf(world, issue)}</p>
${pullPart(world, repository, issue.number)}
${post(world, issue, `issue-${issue.id}`, `issue:${issue.id}`)}
${comments.map((comment) => post(world, comment, `issuecomment-${comment.id}`, `comment:${comment.id}`))}
${commentForm(page, issue)}
${isOpenPull ? reviewForms(page) : ''}
${steeringForms(wheel, page)}`,
  )
}

/** As on GitHub, what is written is said too when the thread is closed or opened again. */
const commentForm = (
  page: string,
  { state }: Issue,
): Html => html`<form method="post" action="${page}/comment">
<label for="body">Add a comment</label><textarea id="body" name="body" rows="5" placeholder="A command such as /help, or anything"></textarea>
<p><button>Comment</button> <button name="state" value="${state === 'open' ? 'closed' : 'open'}">${state === 'open' ? 'Close' : 'Reopen'}</button></p></form>`

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
