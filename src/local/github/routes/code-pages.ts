import { type Context, Hono, type Next } from 'hono'
import { html, raw } from 'hono/html'
import type { Row } from '../emulator.ts'
import { type Env, repositoryOf } from '../env.ts'
import { toHtml } from '../markdown.ts'
import type { CheckRun, Repository, World } from '../world.ts'
import { document, type Html, type Page, show, showing } from './document.ts'

/** Pages for people: a file with its lines numbered, a commit with its checks and what they found at which line, a release. */
export function codePageRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/:owner/:repo/blob/:ref/:path{.+}', (c, next) => showFile(world, c, next))
  const commit = showing(world, (repository, c) => commitPage(world, repository, c.req.param('sha') ?? ''))
  for (const path of ['/:owner/:repo/commit/:sha', '/:owner/:repo/commit/:sha/checks/:run'])
    routes.get(path, commit)
  const release = showing(world, (repository, c) => releasePage(world, repository, c.req.param('tag') ?? ''))
  routes.get('/:owner/:repo/releases/tag/:tag', release)
  return routes
}

async function showFile(world: World, c: Context<Env>, next: Next) {
  const repository = repositoryOf(world, c)
  if (!repository || repository.private) return next()
  const url = world.url + c.req.path.replace('/blob/', '/raw/')
  const file = await world.emulator.fetch(new Request(url))
  return file.ok ? show(world, c, filePage(repository, c.req.param('path') ?? '', await file.text())) : next()
}

function filePage({ full_name }: Repository, path: string, text: string): Page {
  const lines = text
    .split('\n')
    .map((line, index) => html`<span id="L${index + 1}"><small>${index + 1}</small> ${line}</span>${'\n'}`)
  return document(path, html`<p><a href="/${full_name}">${full_name}</a></p><pre>${lines}</pre>`)
}

function commitPage(world: World, repository: Repository & Row, sha: string): Page | undefined {
  const commit = world.commits.findBy('sha', sha).find(({ repo_id }) => repo_id === repository.id)
  if (!commit) return undefined
  return document(
    sha.slice(0, 7),
    html`<p><a href="/${repository.full_name}">${repository.full_name}</a></p>
<p>${commit.message}</p>
${checksOf(world, repository, sha)}`,
  )
}

function releasePage(world: World, repository: Repository & Row, tag: string): Page | undefined {
  const release = world.releases.findBy('repo_id', repository.id).find(({ tag_name }) => tag_name === tag)
  return (
    release &&
    document(
      tag,
      html`<p><a href="/${repository.full_name}">${repository.full_name}</a> at <a href="/${repository.full_name}/commit/${release.target_commitish}">${release.target_commitish}</a></p>${raw(toHtml(release.body ?? ''))}`,
    )
  )
}

/** What the checks of a commit say. */
export function checksOf(world: World, repository: Repository & Row, sha: string): Html | Html[] {
  const runs = world.checkRuns.findBy('head_sha', sha).filter(({ repo_id }) => repo_id === repository.id)
  return runs.length > 0 ? runs.map((run) => check(repository, run)) : html`<p>No checks.</p>`
}

function check(
  { full_name }: Repository,
  { id, name, status, conclusion, head_sha, output }: CheckRun & Row,
): Html {
  const annotations = output.annotations.map(({ path, start_line, message }) => {
    return html`<li><a href="/${full_name}/blob/${head_sha}/${path}#L${start_line}">${path}, line ${start_line}</a>: ${message}</li>`
  })
  return html`<article id="check-${id}">
<header><strong>${name}</strong> ${conclusion ?? status}</header>
<div><h2>${output.title ?? ''}</h2>${raw(toHtml(output.summary ?? ''))}${raw(toHtml(output.text ?? ''))}<ul>${annotations}</ul></div>
</article>`
}
