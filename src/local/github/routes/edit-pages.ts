import { Hono } from 'hono'
import { html } from 'hono/html'
import { type Act, fromOwnPages } from '../acting.ts'
import type { Row } from '../emulator.ts'
import type { Env } from '../env.ts'
import { atLeast, roleOf } from '../identity.ts'
import { filesOf, findCommit, textOf } from '../objects.ts'
import type { Repository, World } from '../world.ts'
import { document, type Html, type Page, showing } from './document.ts'
import { type Doing, doing, plainLines } from './doing.ts'

/** The files of a branch, and how to change them: where one may not write, in a fork of one's own. */
export function editPageRoutes(world: World, act: Act): Hono<Env> {
  const routes = new Hono<Env>()
  const named = (c: { req: { param(name: string): string | undefined } }, name: string) =>
    decodeURIComponent(c.req.param(name) ?? '')
  routes.get(
    '/:owner/:repo/tree/:branch',
    showing(world, (repository, c) => treePage(world, repository, named(c, 'branch'))),
  )
  for (const path of ['/:owner/:repo/edit/:branch', '/:owner/:repo/edit/:branch/:path{.+}'])
    routes.get(
      path,
      showing(world, (repository, c) => editPage(world, repository, named(c, 'branch'), named(c, 'path'))),
    )
  const fork = doing(world, act, async ({ repository, api, act }) => {
    const { full_name } = await act<{ full_name: string }>('POST', `${api}/forks`, {})
    return treeOf(full_name, repository.default_branch)
  })
  const change = doing(world, act, (asked) => commitFile(world, asked, named(asked.c, 'branch')))
  routes.post('/:owner/:repo/fork', fromOwnPages, fork)
  routes.post('/:owner/:repo/edit/:branch', fromOwnPages, change)
  return routes
}

export const treeOf = (full_name: string, branch: string): string =>
  `/${full_name}/tree/${encodeURIComponent(branch)}`

export const branchOf = (world: World, repository: Row, name: string) =>
  world.branches.findBy('repo_id', repository.id).find((branch) => branch.name === name)

function treePage(world: World, repository: Repository & Row, name: string): Page | undefined {
  const branch = branchOf(world, repository, name)
  if (!branch) return undefined
  const { full_name, forked_from_id, default_branch } = repository
  const at = encodeURIComponent(name)
  const files = [...filesOf(world, repository, branch.sha).keys()]
    .toSorted()
    .map(
      (path) =>
        html`<li><a href="/${full_name}/blob/${at}/${path}">${path}</a> <small><a href="/${full_name}/edit/${at}/${path}">edit</a></small></li>`,
    )
  const base = world.repositories.get(forked_from_id ?? repository.id)
  const branches = world.branches
    .findBy('repo_id', repository.id)
    .map((each) => html` <a href="${treeOf(full_name, each.name)}">${each.name}</a>`)
  const isProposal = base && (base.id !== repository.id || name !== default_branch)
  const from = base?.id === repository.id ? name : `${full_name.split('/')[0]}:${name}`
  return document(
    `${full_name}: ${name}`,
    html`<p><a href="/${full_name}">${full_name}</a> at <a href="/${full_name}/commit/${branch.sha}">${branch.sha.slice(0, 7)}</a> · branches:${branches}</p>
${isProposal ? html`<p><a href="/${base.full_name}/compare/${encodeURIComponent(`${base.default_branch}...${from}`)}">Open a pull request to ${base.full_name}</a></p>` : html`<form class="row" method="post" action="/${full_name}/fork"><button>Fork</button> <small>makes a copy that is yours</small></form>`}
<ul>${files}</ul><p><a href="/${full_name}/edit/${at}">New file</a></p>
<pre>git clone ${world.url}/${full_name}.git</pre>
<p><small>To push: any name, and your token as the password.</small></p>`,
  )
}

function editPage(world: World, repository: Repository & Row, name: string, path: string): Page | undefined {
  const branch = branchOf(world, repository, name)
  const file = branch && filesOf(world, repository, branch.sha).get(path)
  const text = file ? textOf(world, repository, file.sha) : ''
  if (!branch || text === null || (path !== '' && !file)) return undefined
  return document(
    path === '' ? 'New file' : `Edit ${path}`,
    html`<p><a href="${treeOf(repository.full_name, name)}">${repository.full_name}: ${name}</a></p>
<form method="post" action="/${repository.full_name}/edit/${encodeURIComponent(name)}">
<label for="path">File</label><input type="text" id="path" name="path" value="${path}" required${path === '' ? '' : html` readonly`}>
<label for="text">Text</label>${area(text)}
<label for="message">Commit message</label><input type="text" id="message" name="message" placeholder="${path === '' ? 'Add a file' : `Change ${path}`}">
<p><button>Commit</button> <small>If you may not write here, it goes to a new branch of your own fork.</small></p></form>`,
  )
}

/** A line feed after the tag is not part of the text: a browser leaves it out. */
const area = (text: string): Html => html`<textarea class="code" id="text" name="text" rows="25">
${text}</textarea>`

async function commitFile(
  world: World,
  { repository, person, api, fields, act }: Doing,
  name: string,
): Promise<string> {
  const mayWrite = atLeast(roleOf(world, repository, person), 'write')
  const target = mayWrite
    ? { api, full_name: repository.full_name, branch: name }
    : await branchOff(world, { repository, api, act }, name)
  const path = fields.get('path') ?? ''
  const own = world.repositories.findOneBy('full_name', target.full_name)
  const tip = own && branchOf(world, own, target.branch)
  const sha = own && tip && filesOf(world, own, tip.sha).get(path)?.sha
  await act('PUT', `${target.api}/contents/${path.split('/').map(encodeURIComponent).join('/')}`, {
    branch: target.branch,
    message: fields.get('message')?.trim() || (sha ? `Change ${path}` : `Add ${path}`),
    content: Buffer.from(plainLines(fields.get('text'))).toString('base64'),
    ...(sha && { sha }),
  })
  return treeOf(target.full_name, target.branch)
}

/** A new branch of the person's fork, where the branch that they look at is now. */
async function branchOff(
  world: World,
  { repository, api, act }: Pick<Doing, 'repository' | 'api' | 'act'>,
  name: string,
) {
  const { full_name } = await act<{ full_name: string }>('POST', `${api}/forks`, {})
  const fork = world.repositories.findOneBy('full_name', full_name)
  const taken = new Set(fork ? world.branches.findBy('repo_id', fork.id).map((branch) => branch.name) : [])
  let count = 1
  while (taken.has(`patch-${count}`)) count++
  const branch = `patch-${count}`
  const sha = branchOf(world, repository, name)?.sha
  if (fork && sha && findCommit(world, fork, sha))
    await act('POST', `/repos/${full_name}/git/refs`, { ref: `refs/heads/${branch}`, sha })
  return { api: `/repos/${full_name}`, full_name, branch }
}
