import { Hono } from 'hono'
import { html } from 'hono/html'
import { parse } from 'yaml'
import { type Act, fromOwnPages } from '../acting.ts'
import type { Row } from '../emulator.ts'
import type { Env } from '../env.ts'
import { type IssueForm, renderIssueForm } from '../issue-form.ts'
import { filesOf, textOf } from '../objects.ts'
import type { Repository, World } from '../world.ts'
import { document, type Html, type Page, showing } from './document.ts'
import { doing } from './doing.ts'
import { answersIn, formFields } from './form-fields.ts'

const FORMS = '.github/ISSUE_TEMPLATE/'

/** New issues, with the repository's forms, and what is written below them. */
export function issuePageRoutes(world: World, act: Act): Hono<Env> {
  const routes = new Hono<Env>()
  const add = '/:owner/:repo/issues/new'
  routes.get(
    add,
    showing(world, (repository, c) => newIssuePage(world, repository, c.req.query('template'))),
  )
  const create = doing(world, act, async ({ c, repository, api, fields, act }) => {
    const form = formsOf(world, repository).get(c.req.query('template') ?? '')
    const body = form ? renderIssueForm(form, answersIn(form, fields)) : fields.get('body')
    const { number } = await act<{ number: number }>('POST', `${api}/issues`, {
      title: fields.get('title'),
      body,
    })
    return `/${repository.full_name}/issues/${number}`
  })
  routes.post(add, fromOwnPages, create)
  const thread = '/:owner/:repo/:kind{issues|pull}/:number{[0-9]+}'
  const write = doing(world, act, async ({ c, api, fields, act }) => {
    const issue = `${api}/issues/${c.req.param('number')}`
    const { body } = Object.fromEntries(fields)
    if (body?.trim()) await act('POST', `${issue}/comments`, { body })
    const state = fields.get('state')
    if (state) await act('PATCH', issue, { state })
    return c.req.path.replace(/\/comment$/, '')
  })
  routes.post(`${thread}/comment`, fromOwnPages, write)
  return routes
}

/** The forms on the default branch, by file name. */
function formsOf(world: World, repository: Repository & Row): Map<string, IssueForm> {
  const branch = world.branches
    .findBy('repo_id', repository.id)
    .find(({ name }) => name === repository.default_branch)
  const files = [...filesOf(world, repository, branch?.sha ?? '')].filter(([path]) =>
    /^\.github\/ISSUE_TEMPLATE\/(?!config\.).+\.ya?ml$/.test(path),
  )
  return new Map(
    files.flatMap(([path, { sha }]) => {
      const form = readForm(textOf(world, repository, sha) ?? '')
      return form ? [[path.slice(FORMS.length), form] as const] : []
    }),
  )
}

/** Undefined where a person wrote something that is none. */
function readForm(text: string): IssueForm | undefined {
  try {
    const form = parse(text) as Partial<IssueForm> | null
    const isForm = Array.isArray(form?.body) && form.body.every((field) => field?.attributes)
    return isForm ? (form as IssueForm) : undefined
  } catch {
    return undefined
  }
}

function newIssuePage(world: World, repository: Repository & Row, template: string | undefined): Page {
  const forms = formsOf(world, repository)
  const form = forms.get(template ?? '')
  const home = html`<p><a href="/${repository.full_name}/issues">${repository.full_name}</a></p>`
  if (form)
    return document(`New issue: ${form.name}`, html`${home}${filled(repository, template ?? '', form)}`)
  const choices = [...forms].map(
    ([file, { name, description }]) =>
      html`<li><a href="?template=${encodeURIComponent(file)}">${name}</a> ${description ?? ''}</li>`,
  )
  return document('New issue', html`${home}<ul>${choices}</ul><h2>Without a form</h2>${blank(repository)}`)
}

const blank = ({ full_name }: Repository): Html => html`<form method="post" action="/${full_name}/issues/new">
<label for="title">Title</label><input type="text" id="title" name="title" required>
<label for="body">Description</label><textarea id="body" name="body" rows="10"></textarea>
<p><button>Submit new issue</button></p></form>`

const filled = (
  { full_name }: Repository,
  file: string,
  form: IssueForm,
): Html => html`<form method="post" action="/${full_name}/issues/new?template=${encodeURIComponent(file)}">
<label for="title">Title</label><input type="text" id="title" name="title" value="${form.title ?? ''}" required>
${formFields(form)}
<p><button>Submit new issue</button></p></form>`
