import { html, raw } from 'hono/html'
import type { Answers, Field, IssueForm } from '../issue-form.ts'
import { toHtml } from '../markdown.ts'
import type { Html } from './document.ts'

/** The fields of an issue form as a page shows them. */
export const formFields = (form: IssueForm): Html[] => form.body.map(shownField)

/** What a page sent for the fields of a form. */
export const answersIn = (form: IssueForm, fields: URLSearchParams): Answers =>
  Object.fromEntries(
    form.body.flatMap(({ id, type }) =>
      type === 'markdown' || !id ? [] : [[id, answerTo(type, fields.getAll(`field.${id}`))]],
    ),
  )

const answerTo = (type: Field['type'], given: string[]): string | string[] =>
  type === 'checkboxes' || type === 'dropdown' ? given : (given.at(-1) ?? '')

function shownField({ type, id = '', attributes, validations }: Field): Html {
  const { label = '', description, placeholder, value, options = [], render } = attributes
  if (type === 'markdown') return html`<div>${raw(toHtml(value ?? ''))}</div>`
  const name = `field.${id}`
  const needed = validations?.required ? html` required` : ''
  const names = options.map((option) => (typeof option === 'string' ? option : option.label))
  const head = html`<label for="${name}">${label}${description ? html` <small>${description}</small>` : ''}</label>`
  switch (type) {
    case 'input':
      return html`${head}<input type="text" id="${name}" name="${name}" value="${value ?? ''}" placeholder="${placeholder ?? ''}"${needed}>`
    case 'textarea':
      return html`${head}<textarea id="${name}" name="${name}" rows="5" placeholder="${placeholder ?? ''}"${render ? html` class="code"` : ''}${needed}>${value ?? ''}</textarea>`
    case 'dropdown':
      return html`${head}<select id="${name}" name="${name}"${needed}>${names.map((option) => html`<option>${option}</option>`)}</select>`
    case 'checkboxes':
      return html`<fieldset><legend>${label}</legend>${names.map((option) => html`<p><input type="checkbox" name="${name}" value="${option}"> ${option}</p>`)}</fieldset>`
  }
}
