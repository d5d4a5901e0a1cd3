import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAXIMUM_COMMANDS, parseCommands } from './commands.ts'

const names = (body: string): string[] => parseCommands(body).map((command) => command.name)

describe('a line beginning with a slash is a command', () => {
  test('its name, its words and its line', () => {
    expect(parseCommands('I agree.\n\n/Challenge  The link is dead.  \nthanks')).toEqual([
      { name: 'challenge', args: 'The link is dead.', line: 3 },
    ])
  })

  test.each([
    ['alone', '/status', ['status']],
    ['in the middle of a paragraph', 'so\n/uphold\nit is', ['uphold']],
    ['with up to three spaces before it', 'so\n   /uphold', ['uphold']],
    ['several', '/help\n/status', ['help', 'status']],
    ['with Windows line ends', 'a\r\n\r\n/help\r\n/status x\r\n', ['help', 'status']],
    ['after a byte order mark', '\ufeff/help', ['help']],
    ['after a hard line break', 'so  \n/uphold', ['uphold']],
    ['with a tab or a no-break space after its name', '/link\tx\n/link\u00a0x', ['link', 'link']],
    ['in bold text that began on another line', '**so\n/uphold now**', ['uphold']],
    ['after a folded section', '<details>\n\nlog\n\n</details>\n\n/help', ['help']],
    ['unknown', '/frobnicate now', ['frobnicate']],
  ])('%s', (_, body, expected) => {
    expect(names(body)).toEqual(expected)
  })

  test('of sixty thousand characters', () => {
    const [command] = parseCommands(`/challenge ${'long '.repeat(12_000)}`)
    expect(command?.args.length).toBe(59_999)
  })
})

describe('what only talks about commands is none', () => {
  test.each([
    ['fenced code', '```\n/uphold\n```'],
    ['a fence never closed', '~~~sh\n/uphold\n\n/reject'],
    ['indented code', 'so:\n\n    /uphold'],
    ['an indented line in a paragraph', 'so\n    /uphold'],
    ['a tab before it', 'so\n\t/uphold'],
    ['inline code', '`/uphold`'],
    ['inline code over several lines', '`so\n/uphold\n`'],
    ['a quote', '> /uphold'],
    ['the lazy end of a quote', '> so\n/uphold'],
    ['a list', '- so\n\n  /uphold\n- /reject'],
    ['the lazy end of a list', '1. so\n/uphold'],
    ['an HTML comment', '<!--\n/uphold\n-->'],
    ['an HTML comment inside a paragraph', 'so <!--\n/uphold\n--> on'],
    ['an HTML block', '<pre>\n/uphold\n\n/reject\n</pre>'],
    ['the attributes of a tag', 'so <a title="\n/uphold\n">x</a>'],
    ['a heading', '# /uphold\n\n/reject\n---'],
    ['a table', '/uphold | b\n--- | ---\n/reject | c'],
    ['a link definition', '[it]:\n/uphold'],
    ['the middle of a line', 'please /uphold'],
    ['an escaped slash', '\\/uphold'],
    ['a character reference', '&#47;uphold'],
    ['a path', '/etc/passwd'],
    ['two slashes', '//uphold'],
    ['a lone slash', '/ uphold'],
    ['another slash', '\uff0fuphold'],
    ['letters that only look Latin', '/\u0443phold'],
    ['an endless name', `/${'a'.repeat(60_000)}`],
  ])('%s', (_, body) => {
    expect(names(body)).toEqual([])
  })
})

test('control and bidirectional characters are taken out of the words', () => {
  const [command] = parseCommands(
    '/challenge a\u202eb\u2066c\u200bd\u0007e\ufefff\u2028g \ud800 \u{1f469}\u200d\u{1f52c}',
  )
  expect(command?.args).toBe('abcdefg \ufffd \u{1f469}\u200d\u{1f52c}')
})

test('the eleventh command is refused, and says so', () => {
  const commands = parseCommands('/help\n'.repeat(500))
  expect(commands).toHaveLength(MAXIMUM_COMMANDS + 1)
  expect(commands.slice(0, MAXIMUM_COMMANDS).every((command) => command.refusal === undefined)).toBe(true)
  expect(commands.at(-1)).toMatchObject({ line: 11, refusal: expect.stringMatching(/first 10/) })
})

describe('whatever is written', () => {
  /** `FUZZ_RUNS=100000 npx vitest run src/handlers/kit/parse` for a longer look. */
  const bounds = { numRuns: Number(process.env.FUZZ_RUNS ?? 300), interruptAfterTimeLimit: 60_000 }
  const piece = fc.constantFrom(
    ...[
      '/link',
      '/x y',
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
        const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
        for (const { name, args, line } of parseCommands(text)) {
          expect(lines[line - 1]?.trimStart().toLowerCase().startsWith(`/${name}`)).toBe(true)
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
        expect(names(lines.map((line) => `${mark}${line}`).join('\n'))).toEqual([])
        const fence = '`'.repeat(1 + Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length)))
        expect(names([fence, ...lines, fence].join('\n'))).toEqual([])
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
    parseCommands(`/link\n${unit.repeat(30_000 / unit.length)}${'\t**'.repeat(10_000)}`)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
