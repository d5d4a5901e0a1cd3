import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IDEA_LABELS, type IdeaField, parseIdea } from './idea-form.ts'

const ANSWERS: Record<IdeaField, string> = {
  title: 'Satellite imagery of small farms',
  link: 'https://arxiv.org/abs/2401.00001',
  inefficiency: 'Cooperatives pay four times the price.',
  solution: 'Miners turn free imagery into maps.\n\n- one\n- two',
  mechanism: 'Error against ground truth.',
  roles: 'researcher\nvalidator engineer',
  target: '250.5',
}

const FIELDS = Object.keys(ANSWERS) as IdeaField[]

/** As GitHub renders the form. */
function issue(changes: Partial<Record<IdeaField, string>> = {}): string {
  const answers = { ...ANSWERS, ...changes }
  return FIELDS.map((field) => `### ${IDEA_LABELS[field]}\n\n${answers[field] || '_No response_'}`).join(
    '\n\n',
  )
}

function problemsOf(body: string): [IdeaField, string][] {
  const parsed = parseIdea(body)
  if (parsed.ok || parsed.kind !== 'problems') return []
  return parsed.problems.map(({ field, reason }) => [field, reason])
}

const idea = { ...ANSWERS, roles: ['researcher', 'validator engineer'], target: 250_500_000_000n }

describe('a filled-in form is an idea', () => {
  test('as GitHub renders it', () => {
    expect(parseIdea(issue())).toEqual({ ok: true, idea })
  })

  test('with Windows line ends and blanks at the ends of lines', () => {
    expect(
      parseIdea(
        issue()
          .replace(/^### .*$/gm, '$&  ')
          .replaceAll('\n', '\r\n'),
      ),
    ).toEqual({ ok: true, idea })
  })

  test('in another order, with words before it', () => {
    const [first, ...others] = issue().split(/\n\n(?=### )/)
    expect(parseIdea(['Hello!', ...others, first].join('\n\n'))).toEqual({ ok: true, idea })
  })

  test.each([
    ['in a fence', '```\n### LABEL\n\nx\n```'],
    ['in indented code', 'so\n\n    ### LABEL'],
    ['in a quote', '> ### LABEL\n> x'],
    ['in a list', '- ### LABEL\n\n  x'],
    ['in an HTML comment', 'so\n\n<!--\n### LABEL\n-->'],
    ['of another depth', '#### LABEL\n\nx\n\n## LABEL'],
    ['that is no question', '### Background\n\nx'],
    ['in the middle of a line', 'see ### LABEL'],
  ])('a heading %s belongs to the answer', (_, text) => {
    const solution = text.replaceAll('LABEL', IDEA_LABELS.target)
    expect(parseIdea(issue({ solution }))).toEqual({ ok: true, idea: { ...idea, solution } })
  })

  test.each([
    ['a, b;c', ['a', 'b', 'c']],
    ['- a\n* b\n1. c\n2) d', ['a', 'b', 'c', 'd']],
    ['a\nA\n a ', ['a']],
    ['a\n\n,\n- \n', ['a']],
  ])('roles are read from %j', (written, roles) => {
    expect(parseIdea(issue({ roles: written }))).toEqual({ ok: true, idea: { ...idea, roles } })
  })

  test.each([
    ['<https://x.com/a/status/1>', 'https://x.com/a/status/1'],
    ['HTTPS://ArXiv.org:443/abs/1#page=2', 'https://arxiv.org/abs/1'],
    ['https://b\u00fccher.example/\u00e4', 'https://xn--bcher-kva.example/%C3%A4'],
  ])('the link %s is written canonically', (written, link) => {
    expect(parseIdea(issue({ link: written }))).toEqual({ ok: true, idea: { ...idea, link } })
  })

  test('invisible characters are taken out', () => {
    const parsed = parseIdea(
      issue({ title: 'pay\u202e lliw I\u0000 \u200b@all\nagain', solution: 'a\u2066b\tc' }),
    )
    expect(parsed).toEqual({ ok: true, idea: { ...idea, title: 'pay lliw I @all again', solution: 'ab\tc' } })
  })
})

describe('an issue without any question of the form is not an idea', () => {
  test.each([[''], ['A bug.'], ['### Steps\n\n1.'], [`\`\`\`\n${issue()}\n\`\`\``], ['x'.repeat(200_000)]])(
    '%.20j',
    (body) => {
      expect(parseIdea(body)).toMatchObject({ ok: false, kind: 'not-an-idea' })
    },
  )
})

describe('what is wrong is said for each field', () => {
  test.each(FIELDS)('%s missing, empty, doubled', (field) => {
    const without = issue().replace(`### ${IDEA_LABELS[field]}`, '### Something else')
    expect(problemsOf(without)).toContainEqual([field, expect.stringMatching(/is missing/)])
    expect(problemsOf(issue({ [field]: '' }))).toEqual([[field, expect.stringMatching(/no answer/)]])
    expect(problemsOf(issue({ [field]: ' \u200b\n' }))).toEqual([[field, expect.stringMatching(/no answer/)]])
    const doubled = `${issue()}\n\n### ${IDEA_LABELS[field]}\n\nagain`
    expect(problemsOf(doubled)).toEqual([[field, expect.stringMatching(/2 times/)]])
  })

  test.each(FIELDS)('%s of sixty thousand characters', (field) => {
    expect(problemsOf(issue({ [field]: 'x'.repeat(60_000) }))).toEqual([
      [field, expect.stringMatching(/60000 characters: shorten/)],
    ])
  })

  test('a fence left open hides what follows, and the answer says so', () => {
    const problems = problemsOf(issue({ solution: '```\ncode' }))
    expect(problems.map(([field]) => field)).toEqual(['mechanism', 'roles', 'target'])
    expect(problems[0]?.[1]).toMatch(/code fence/)
  })

  test.each<[IdeaField, string, RegExp]>([
    ['link', 'http://arxiv.org/abs/1', /Only https/],
    ['link', `https://arxiv.org/${'\u044f'.repeat(400)}`, /2418 characters as it is sent/],
    ['link', 'javascript:alert(1)', /Only https/],
    ['link', 'arxiv.org/abs/1', /not a link/],
    ['link', '[paper](https://arxiv.org/abs/1)', /without Markdown/],
    ['link', 'https://arxiv.org/abs/1\nhttps://arxiv.org/abs/2', /spaces/],
    ['link', 'https://arxiv.org\\@evil.example', /characters that no link has/],
    ['link', 'https://me:secret@arxiv.org/', /user name or password/],
    ['link', 'https://', /not a link/],
    ['target', '1e3', /exponent/],
    ['target', '-5', /negative/],
    ['target', '1,000', /separators/],
    ['target', '99999999', /21,000,000/],
    ['roles', '-\n*', /No role/],
    ['roles', Array.from({ length: 21 }, (_, index) => `role ${index}`).join('\n'), /at most 20/],
    ['roles', 'x'.repeat(61), /at most 60/],
  ])('%s: %.50j', (field, answer, reason) => {
    expect(problemsOf(issue({ [field]: answer }))).toEqual([[field, expect.stringMatching(reason)]])
  })

  test('everything at once', () => {
    expect(problemsOf(`### ${IDEA_LABELS.title}\n\n_No response_`)).toHaveLength(7)
  })
})

test('any text is read or refused, without a throw and in time', () => {
  const heading = fc.constantFrom(...FIELDS).map((field) => `\n### ${IDEA_LABELS[field]}\n`)
  const piece = fc.oneof(
    heading,
    fc.string({ unit: 'binary' }),
    fc.constantFrom('```\n', '> ', '- ', '<!--', '\r', '    '),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(typeof parseIdea(pieces.join('')).ok).toBe('boolean')
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 100), interruptAfterTimeLimit: 60_000 },
  )
  for (const unit of [`### ${IDEA_LABELS.roles}\n`, '>', 'a\n=\n', '- ', '###\n', ',\n']) {
    const started = performance.now()
    parseIdea(`### ${IDEA_LABELS.roles}\n${unit.repeat(60_000 / unit.length)}`)
    expect(performance.now() - started).toBeLessThan(2_000)
  }
})
