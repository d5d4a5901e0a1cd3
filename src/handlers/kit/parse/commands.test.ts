import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAXIMUM_COMMANDS, parseCommands, type Vocabulary } from './commands.ts'

const vocabulary: Vocabulary = new Map(
  Object.entries({
    score: true,
    link: true,
    challenge: true,
    uphold: false,
    reject: false,
    help: false,
    status: false,
  }).map(([name, takesWords]) => [name, { takesWords }]),
)
const parse = (body: string) => parseCommands(body, vocabulary)
/** As they are written, those that are carried out. */
const names = (body: string): string[] =>
  parse(body).flatMap(({ name, args, refusal }) => (refusal ? [] : [`${name} ${args}`.trim()]))
/** What is answered with how to write it. */
const doubts = (body: string): string[] =>
  parse(body).flatMap(({ name, refusal }) => (refusal?.includes('If you meant it') ? [name] : []))

describe('a line beginning with a slash is a command', () => {
  test('its name, its words and its line', () => {
    expect(parse('I agree.\n\n/Challenge  The link is dead.  \nthanks')).toEqual([
      { name: 'challenge', args: 'The link is dead.', line: 3 },
    ])
  })

  test.each([
    ['alone', '/status', ['status']],
    ['in the middle of a paragraph', 'so\n/uphold\nit is', ['uphold']],
    ['with up to three spaces before it', 'so\n   /uphold', ['uphold']],
    ['several', '/help\n/status', ['help', 'status']],
    ['with Windows line ends', 'a\r\n\r\n/help\r\n/status x\r\n', ['help', 'status x']],
    ['after a byte order mark', '\ufeff/help', ['help']],
    ['after a hard line break', 'so  \n/uphold', ['uphold']],
    ['with a tab or a no-break space after its name', '/link\tx\n/link\u00a0x', ['link x', 'link x']],
    ['in bold text that began on another line', '**so\n/uphold now**', ['uphold now**']],
    ['after a folded section', '<details>\n\nlog\n\n</details>\n\n/help', ['help']],
    ['unknown', '/frobnicate now', ['frobnicate now']],
  ])('%s', (_, body, expected) => {
    expect(names(body)).toEqual(expected)
  })

  test.each([
    ['a full stop after its name', '/uphold.', ['uphold']],
    ['a colon after its name', '/score: 80', ['score 80']],
    ['a colon and no space', '/score:80', ['score 80']],
    ['an exclamation', '/uphold!', ['uphold']],
    ['a comma and a reason', '/uphold, the link is dead', ['uphold the link is dead']],
    ['a mark of a list', '- /uphold', ['uphold']],
    ['several marks of lists', '* /score 80\n1. /reject', ['score 80', 'reject']],
    ['a bullet that Markdown does not know', '• /uphold', ['uphold']],
    ['the text of a list around it', '- so\n\n  /uphold\n- /reject', ['uphold', 'reject']],
    ['the end of a list above it', '1. so\n/uphold', ['uphold']],
    ['a code quote around it', '`/score 80`', ['score 80']],
    ['two marks of code', '`` /score 80 ``', ['score 80']],
    ['a code quote in a list', '- `/uphold`', ['uphold']],
    ['a code quote and a full stop', '`/uphold`.', ['uphold']],
    ['a no-break space before it', '\u00a0/uphold', ['uphold']],
    ['a zero-width space before it', 'so\n\u200b/uphold', ['uphold']],
    ['a line of no-break spaces above it', '\u00a0\n/uphold', ['uphold']],
    ['a zero-width space within it', '/up\u200bhold', ['uphold']],
    ['a soft hyphen before it in a list', '- \u00ad/uphold', ['uphold']],
    ['a mail signature below it', '/uphold\n-- \nVera', ['uphold']],
    ['a line of hyphens below it', '/reject\n---', ['reject']],
    [
      'a mail signature below more lines',
      'I agree.\n/challenge It is wrong\n-- \nVera',
      ['challenge It is wrong'],
    ],
    ['a quote right above it', '> so\n/uphold', ['uphold']],
    ['a quoted command right above it', '> /reject\n/uphold', ['uphold']],
    ['a quote in a quote above it', '> > so\n/uphold', ['uphold']],
    ['bold type', '**/uphold**', ['uphold']],
    ['bold type around its name alone', '**/score** 80', ['score 80']],
    ['italic type', '_/challenge It is wrong_', ['challenge It is wrong']],
    ['bold type around code', '**`/score 80`**', ['score 80']],
  ])('with %s', (_, body, expected) => {
    expect(names(body)).toEqual(expected)
    expect(doubts(body)).toEqual([])
  })

  test('of sixty thousand characters', () => {
    const [command] = parse(`/challenge ${'long '.repeat(12_000)}`)
    expect(command?.args.length).toBe(59_999)
  })
})

describe('what may only talk about a command is answered once, and carried out by nobody', () => {
  test.each([
    ['a code quote that closes before the line ends', '`/score 80` is what I would give', ['score']],
    ['a code quote that does not close on its line', '`/uphold\nit is`', ['uphold']],
    ['a code quote that never closes', '`/uphold', ['uphold']],
    ['a list that explains', '- /uphold to agree\n- /reject to disagree', ['uphold']],
    ['a list of how they are written', '- /challenge <reason>', ['challenge']],
    ['a box to tick', '- [ ] /uphold', ['uphold']],
    ['a heading', '# /uphold', ['uphold']],
    ['an indented line in a paragraph', 'so\n    /uphold', ['uphold']],
    ['a tab before it', 'so\n\t/uphold', ['uphold']],
    ['a space after the slash', '/ uphold', ['uphold']],
    ['the slash of another script', '\uff0fuphold', ['uphold']],
    ['a question', '/uphold?', ['uphold']],
    ['more letters after its name', '/help.md', ['help']],
    ['a path', '/status/now', ['status']],
  ])('%s', (_, body, expected) => {
    expect(names(body)).toEqual([])
    expect(doubts(body)).toEqual(expected)
  })

  test('it is not answered where the same command is carried out', () => {
    expect(parse('/score 80\n\n`/score 80` is what I give.')).toEqual([
      { name: 'score', args: '80', line: 1 },
    ])
  })
})

describe('what only talks about commands is none', () => {
  test.each([
    ['fenced code', '```\n/uphold\n```'],
    ['a fence never closed', '~~~sh\n/uphold\n\n/reject'],
    ['indented code', 'so:\n\n    /uphold'],
    ['inline code over several lines', '`so\n/uphold\n`'],
    ['a quote', '> /uphold'],
    ['a quote of several lines', '> so\n> /uphold'],
    ['a quote in a list', '- > so\n  > /uphold'],
    ['a list in a quote', '> - /uphold'],
    ['fenced code in a list', '- so\n  ```\n  /uphold\n  ```'],
    ['a list of what no command is called', '- /etc\n- /usr/lib'],
    ['an HTML comment', '<!--\n/uphold\n-->'],
    ['an HTML comment inside a paragraph', 'so <!--\n/uphold\n--> on'],
    ['an HTML block', '<pre>\n/uphold\n\n/reject\n</pre>'],
    ['the attributes of a tag', 'so <a title="\n/uphold\n">x</a>'],
    ['a table', '/uphold | b\n--- | ---\n/reject | c'],
    ['a link definition', '[it]:\n/uphold'],
    ['the middle of a line', 'please /uphold'],
    ['an escaped slash', '\\/uphold'],
    ['a character reference', '&#47;uphold'],
    ['a path', '/etc/passwd'],
    ['two slashes', '//uphold'],
    ['letters that only look Latin', '/\u0443phold'],
    ['an endless name', `/${'a'.repeat(60_000)}`],
  ])('%s', (_, body) => {
    expect(parse(body)).toEqual([])
  })
})

test('control and bidirectional characters are taken out of the words', () => {
  const [command] = parse(
    '/challenge a\u202eb\u2066c\u200bd\u0007e\ufefff\u2028g \ud800 \u{1f469}\u200d\u{1f52c}',
  )
  expect(command?.args).toBe('abcdefg \ufffd \u{1f469}\u200d\u{1f52c}')
})

test('the eleventh command is refused, and says so', () => {
  const commands = parse('/help\n'.repeat(500))
  expect(commands).toHaveLength(MAXIMUM_COMMANDS + 1)
  expect(commands.slice(0, MAXIMUM_COMMANDS).every((command) => command.refusal === undefined)).toBe(true)
  expect(commands.at(-1)).toMatchObject({ line: 11, refusal: expect.stringMatching(/first 10/) })
})

describe('whatever is written', () => {
  /** `FUZZ_RUNS=100000 npx vitest run src/handlers/kit/parse` for a longer look. */
  const bounds = { numRuns: Number(process.env.FUZZ_RUNS ?? 100), interruptAfterTimeLimit: 60_000 }
  const piece = fc.constantFrom(
    ...[
      '/link',
      '/x y',
      '/uphold',
      '\u00a0',
      '\u200b',
      '**',
      '\n',
      '\r\n',
      '\n\n',
      '    ',
      '   ',
      '\t',
      '> ',
      '- ',
      '1. ',
      '```',
      '`',
      '~~~',
      '<!--',
      '-->',
    ],
    ...[
      '<a ',
      '">',
      '[',
      '](',
      ')',
      '![',
      ']: ',
      '*',
      '__',
      '|',
      '---',
      '#',
      '\\',
      '&#47;',
      '\0',
      '\u202e',
      '\ud800',
      'a',
    ],
  )
  const body = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  )

  test('nothing is thrown, and each command is a line of the comment', () => {
    fc.assert(
      fc.property(body, (text) => {
        const lines = text.split(/\r\n|\r|\n/)
        for (const { name, args, line } of parse(text)) {
          const seen = lines[line - 1]?.replace(/[\p{Cf}\p{Cc}]/gu, '').toLowerCase()
          // Nothing stands before it but marks, and the numbers of lists.
          expect(seen).toMatch(new RegExp(`^(?:[^\\p{L}\\p{N}]|\\d+[.)])*[/\uff0f] ?${name}`, 'u'))
          expect(name).toMatch(/^[a-z][a-z0-9-]*$/)
          expect(args).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/u)
          expect(args).toBe(args.trim())
        }
      }),
      bounds,
    )
  })

  test('nothing that is fenced, quoted or indented is a command', () => {
    fc.assert(
      fc.property(body, fc.constantFrom('> ', '    '), (text, mark) => {
        const lines = `/uphold\n${text}`.split(/\r\n|\r|\n/)
        expect(parse(lines.map((line) => `${mark}${line}`).join('\n'))).toEqual([])
        const fence = '`'.repeat(1 + Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length)))
        expect(parse([fence, ...lines, fence].join('\n'))).toEqual([])
      }),
      bounds,
    )
  })

  test.each([
    '[',
    '![',
    '*a_ ',
    'a**bc* ',
    '`a``',
    '<',
    '<a ',
    '<!--',
    '>',
    '> - ',
    'a\n=\n',
    '- a\n',
    '/a\n',
    '*/',
    '[a](b',
    '/a *\n',
    '|a\n',
    ' \n',
    '[-->--><!--',
  ])('sixty thousand characters of %j are read in time', (unit) => {
    const started = performance.now()
    parse(`/link\n${unit.repeat(30_000 / unit.length)}${'\t**'.repeat(10_000)}`)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
