import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { Row } from '../emulator.ts'
import type { Env } from '../env.ts'
import { toHtml } from '../markdown.ts'
import { findIssue, findPull, type Issue, type Repository, type World } from '../world.ts'
import { checksOf } from './code-pages.ts'
import { document, type Html, STYLE, STYLE_SHEET, show, showing } from './document.ts'

/** Pages for people: the repositories, a repository's issues and pull requests, and each of them with its comments. */
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
  routes.get('/:owner/:repo/pull/:number{[0-9]+}', thread)
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
    html`<p><a href="/">All repositories</a></p>${issues.length > 0 ? html`<ul>${issues}</ul>` : html`<p>No issue yet.</p>`}${pulls.length > 0 ? html`<h2>Pull requests</h2><ul>${pulls}</ul>` : ''}`,
  )
}

/** Where a pull request comes from and leads to, what became of it, and what the checks of its head say. */
function pullPart(world: World, repository: Repository & Row, number: number): Html | '' {
  const pull = findPull(world, repository, number)
  if (!pull) return ''
  const from = world.repositories.get(pull.head_repo_id)?.full_name ?? 'a repository that is gone'
  const became = pull.merged ? 'merged' : pull.draft ? 'a draft' : pull.state
  return html`<p>${became}: ${from} <code>${pull.head_ref}</code>, at <a href="/${repository.full_name}/commit/${pull.head_sha}">${pull.head_sha.slice(0, 7)}</a>, into <code>${pull.base_ref}</code></p>
${checksOf(world, repository, pull.head_sha)}`
}

function issuePage(world: World, repository: Repository & Row, issue: Issue & Row) {
  const comments = world.comments
    .findBy('repo_id', repository.id)
    .filter(({ comment_type, issue_number }) => comment_type === 'issue' && issue_number === issue.number)
    .toSorted((a, b) => a.id - b.id)
  return document(
    `${issue.title} #${issue.number}`,
    html`<p><a href="/${repository.full_name}/issues">${repository.full_name}</a> · ${issue.state} ${labelsOf(world, issue)}</p>
${pullPart(world, repository, issue.number)}
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
