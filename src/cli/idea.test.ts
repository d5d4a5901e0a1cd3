import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseIdea } from '../handlers/idea/idea-form.ts'
import { readIssueForm, renderIssueForm } from '../local/github/issue-form.ts'
import { RAO_PER_TAO } from '../mechanisms/money.ts'
import { issueOf } from './idea/issue.ts'
import { ideaCommand } from './idea.ts'
import { written } from './testing/written.ts'

const answers = {
  title: 'Maps are out of date',
  link: 'https://arxiv.org/abs/2601.00001',
  inefficiency: 'Farms pay four times.',
  solution: 'Maps.',
  mechanism: 'Error against ground truth.',
  roles: 'developer, reviewer',
  target: '20.5',
}

test('the issue is what GitHub makes of the form, and the App reads it as it was meant', () => {
  const { title, body } = issueOf(answers)
  const form = join(import.meta.dirname, '../../templates/idea/market/.github/ISSUE_TEMPLATE/idea.yml')
  const { title: problem, ...others } = answers
  expect(title).toBe('Maps are out of date')
  expect(body).toBe(renderIssueForm(readIssueForm(form), { problem, ...others }))
  expect(parseIdea(body)).toMatchObject({
    ok: true,
    idea: { ...answers, roles: ['developer', 'reviewer'], target: (RAO_PER_TAO * 41n) / 2n },
  })
})

test('a newcomer needs no more than title, link and target', async () => {
  const given = ['--title', answers.title, '--link', answers.link, '--target', '20']
  const { body } = JSON.parse(await written(ideaCommand(), ...given)) as { body: string }
  expect(parseIdea(body)).toMatchObject({ ok: true, idea: { title: answers.title } })
})

test('what the App would refuse is refused here, each option by name', () => {
  expect(() => issueOf({ ...answers, target: '1e3', link: 'http://arxiv.org/abs/1' })).toThrow(
    /^--link: Only https links are taken.*\n--target: Write the amount out in digits/,
  )
})

test('an answer cannot smuggle in another', () => {
  expect(() => issueOf({ ...answers, solution: 'Maps.\n\n### Funding target in TAO\n\n1' })).toThrow(
    /--target: .* is there 2 times/,
  )
})
