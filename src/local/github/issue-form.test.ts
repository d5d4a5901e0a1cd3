import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type IssueForm, readIssueForm, renderIssueForm } from './issue-form.ts'

const idea = readIssueForm(
  join(import.meta.dirname, '../../../templates/idea/market/.github/ISSUE_TEMPLATE/idea.yml'),
)

test('the idea form asks for what rule M1 names, each under an id that stays', () => {
  const fields = idea.body.filter(({ type }) => type !== 'markdown')
  expect(fields.map(({ id }) => id)).toEqual([
    'problem',
    'link',
    'inefficiency',
    'solution',
    'mechanism',
    'roles',
    'target',
  ])
  expect(fields.every((field) => 'validations' in field)).toBe(true)
})

test('an idea reads as GitHub renders the form', () => {
  const body = renderIssueForm(idea, {
    problem: 'Small farms',
    link: 'https://articles.test/farms',
    inefficiency: 'They pay four times.\n\nNobody sells small.',
    solution: 'Maps',
    mechanism: 'Error against ground truth',
    roles: 'researcher\ndata curator',
    target: '250',
  })
  expect(body).toBe(`### Problem title

Small farms

### Article link

https://articles.test/farms

### Market inefficiency

They pay four times.

Nobody sells small.

### Proposed solution

Maps

### Incentive mechanism sketch

Error against ground truth

### Roles needed

researcher
data curator

### Funding target in TAO

250`)
})

const all: IssueForm = {
  name: 'All fields',
  body: [
    { type: 'markdown', attributes: { value: 'Hello' } },
    { type: 'input', id: 'empty', attributes: { label: 'Empty' } },
    { type: 'textarea', id: 'log', attributes: { label: 'Log', render: 'shell' } },
    { type: 'dropdown', id: 'pick', attributes: { label: 'Pick', options: ['a', 'b', 'c'] } },
    {
      type: 'checkboxes',
      id: 'agree',
      attributes: { label: 'Agree', options: [{ label: 'One' }, { label: 'Two' }] },
    },
  ],
}

test('fields left empty say so, code is fenced, choices are listed, boxes are ticked', () => {
  expect(renderIssueForm(all, { log: 'ls', pick: ['a', 'c'], agree: ['Two'] })).toBe(
    '### Empty\n\n_No response_\n\n### Log\n\n```shell\nls\n```\n\n### Pick\n\na, c\n\n### Agree\n\n- [ ] One\n- [X] Two',
  )
})

test('an answer to no field is a mistake', () => {
  expect(() => renderIssueForm(all, { taget: '250' })).toThrow('has no field "taget"')
})
