import { createTwoFilesPatch } from 'diff'
import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import { type Act, fromOwnPages } from '../acting.ts'
import type { Row } from '../emulator.ts'
import type { Env } from '../env.ts'
import { toHtml } from '../markdown.ts'
import { ancestors, filesOf, textOf } from '../objects.ts'
import { findPull, type Pull, type Repository, type World } from '../world.ts'
import { checksOf } from './code-pages.ts'
import { document, type Html, type Page, showing } from './document.ts'
import { doing } from './doing.ts'
import { branchOf, treeOf } from './edit-pages.ts'

/** Pull requests: a new one, and reviews of one. */
export function pullPageRoutes(world: World, act: Act): Hono<Env> {
  const routes = new Hono<Env>()
  const compare = '/:owner/:repo/compare/:ends'
  routes.get(
    compare,
    showing(world, (repository, c) =>
      comparePage(world, repository, decodeURIComponent(c.req.param('ends') ?? '')),
    ),
  )
  const open = doing(world, act, async ({ c, repository, api, fields, act }) => {
    const [base, head] = decodeURIComponent(c.req.param('ends') ?? '').split('...')
    const { title, body } = Object.fromEntries(fields)
    const { number } = await act<{ number: number }>('POST', `${api}/pulls`, { title, body, base, head })
    return `/${repository.full_name}/pull/${number}`
  })
  routes.post(compare, fromOwnPages, open)
  const pull = '/:owner/:repo/pull/:number{[0-9]+}'
  const review = doing(world, act, async ({ c, api, fields, act }) => {
    const { event, body } = Object.fromEntries(fields)
    await act('POST', `${api}/pulls/${c.req.param('number')}/reviews`, { event, body })
    return c.req.path.replace(/\/review$/, '')
  })
  routes.post(`${pull}/review`, fromOwnPages, review)
  const merge = doing(world, act, async ({ c, api, act }) => {
    await act('PUT', `${api}/pulls/${c.req.param('number')}/merge`, {})
    return c.req.path.replace(/\/merge$/, '')
  })
  routes.post(`${pull}/merge`, fromOwnPages, merge)
  return routes
}

function comparePage(world: World, repository: Repository & Row, ends: string): Page | undefined {
  const [base = '', head = ''] = ends.split('...')
  if (!branchOf(world, repository, base) || head === '') return undefined
  return document(
    'New pull request',
    html`<p>From <code>${head}</code> into <code>${base}</code> of <a href="/${repository.full_name}">${repository.full_name}</a></p>
<form method="post" action="/${repository.full_name}/compare/${encodeURIComponent(ends)}">
<label for="title">Title</label><input type="text" id="title" name="title" required>
<label for="body">Description</label><textarea id="body" name="body" rows="6"></textarea>
<p><button>Create pull request</button></p></form>`,
  )
}

/** Where a pull request comes from and leads to, what became of it, what its checks and reviewers say, and what it changes. */
export function pullPart(world: World, repository: Repository & Row, number: number): Html | '' {
  const pull = findPull(world, repository, number)
  if (!pull) return ''
  const from = world.repositories.get(pull.head_repo_id)?.full_name
  const became = pull.merged ? 'merged' : pull.draft ? 'a draft' : pull.state
  const branch = from
    ? html`<a href="${treeOf(from, pull.head_ref)}">${from} <code>${pull.head_ref}</code></a>`
    : 'a repository that is gone'
  return html`<p>${became}: ${branch}, at <a href="/${repository.full_name}/commit/${pull.head_sha}">${pull.head_sha.slice(0, 7)}</a>, into <code>${pull.base_ref}</code></p>
<h2>Checks</h2>${checksOf(world, repository, pull.head_sha)}
<h2>Reviews</h2>${reviewsOf(world, repository, pull)}
<details><summary>What it changes</summary>${changesOf(world, repository, pull)}</details>`
}

const VERDICTS: Readonly<Record<string, string>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'requested changes',
  COMMENTED: 'commented',
  DISMISSED: 'was dismissed',
}

function reviewsOf(world: World, repository: Row, pull: Pull): Html {
  const reviews = world.reviews
    .findBy('pull_number', pull.number)
    .filter(({ repo_id, state }) => repo_id === repository.id && state !== 'PENDING')
    .map(
      ({ user_id, state, body, commit_id }) =>
        html`<article><header><strong>${world.users.get(user_id)?.login ?? 'ghost'}</strong> ${VERDICTS[state] ?? state} ${commit_id.slice(0, 7)}</header><div>${raw(toHtml(body ?? ''))}</div></article>`,
    )
  return reviews.length > 0 ? html`${reviews}` : html`<p>No review yet.</p>`
}

/** Below a pull request that is open. */
export const reviewForms = (
  page: string,
): Html => html`<form class="row" method="post" action="${page}/review"><input type="text" name="body" placeholder="Review" aria-label="Review"> <select name="event" aria-label="Verdict"><option value="COMMENT">Comment</option><option value="APPROVE">Approve</option><option value="REQUEST_CHANGES">Request changes</option></select> <button>Submit review</button></form>
<form class="row" method="post" action="${page}/merge"><button>Merge</button> <small>for those who may write here</small></form>`

/** Against the newest commit that both have, as GitHub compares. */
function changesOf(world: World, repository: Row, { base_sha, head_sha }: Pull): Html {
  const theirs = new Set(ancestors(world, repository, head_sha))
  const common = ancestors(world, repository, base_sha).find((sha) => theirs.has(sha))
  const [before, after] = [filesOf(world, repository, common ?? ''), filesOf(world, repository, head_sha)]
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  const changed = paths.filter((path) => before.get(path)?.sha !== after.get(path)?.sha)
  const textAt = (files: typeof before, path: string) =>
    textOf(world, repository, files.get(path)?.sha ?? '') ?? ''
  return html`${changed.map((path) => html`<h3>${path}</h3><pre class="diff">${linesOf(createTwoFilesPatch(path, path, textAt(before, path), textAt(after, path)))}</pre>`)}`
}

/** Without the head that names the file. */
const linesOf = (patch: string): Html[] =>
  patch
    .split('\n')
    .slice(4)
    .map((line) => {
      if (line.startsWith('+')) return html`<ins>${line}</ins>\n`
      return line.startsWith('-') ? html`<del>${line}</del>\n` : html`${line}\n`
    })
