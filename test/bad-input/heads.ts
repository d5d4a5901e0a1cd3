import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { kernelsBy } from '../../src/local/story/mining/architectures.ts'
import type { House } from '../support/open-house.ts'
import type { Entries, Entry, Yard } from '../support/open-yard.ts'

interface Case {
  readonly name: string
  readonly entries: Entries
  /** Where an annotation stands, and what it says. */
  readonly at: readonly [path: string, line: number]
  readonly says: RegExp
  readonly title?: string
  readonly branch?: string
}

const good = kernelsBy('milo')
const text = good['architecture.yaml'] ?? ''
const files = (architecture: Entry): Entries => ({ ...good, 'architecture.yaml': architecture })
const lineOf = (needle: string) => text.slice(0, text.indexOf(needle)).split('\n').length

const bomb = [
  'a: &a [x, x]',
  ...'bcdefghi'.split('').map((name, n) => `${name}: &${name} [*${'abcdefgh'[n]}, *${'abcdefgh'[n]}]`),
].join('\n')

const WEEK = 'block,uid,score\n'
const evidence = `version: 1
network: test
netuid: 12
blocks: { from: 100, to: 200 }
artefact: evidence/week.csv
digest: ${createHash('sha256').update(WEEK).digest('hex')}
signer: 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
signature: "0x${'5a'.repeat(64)}"
`

const ARCHITECTURE = 'architecture.yaml'

const cases: readonly Case[] = [
  { name: 'a bomb of aliases', entries: files(bomb), at: [ARCHITECTURE, 1], says: /Anchors/ },
  {
    name: 'an anchor',
    entries: files(text.replace('kind: commodity', 'kind: &kind commodity')),
    at: [ARCHITECTURE, lineOf('kind: commodity')],
    says: /Anchors/,
  },
  {
    name: 'a tag',
    entries: files(text.replace('seats: 3', 'seats: !!js/function "x"')),
    at: [ARCHITECTURE, lineOf('seats: 3')],
    says: /Tags|not valid/,
  },
  {
    name: 'a list where a map belongs',
    entries: files(text.replace(/identity:\n {2}description: (.*)/, 'identity:\n  - description: $1')),
    at: [ARCHITECTURE, lineOf('identity:')],
    says: /Settings belong below this/,
  },
  {
    name: 'a word where a number belongs',
    entries: files(text.replace('seats: 3', 'seats: three')),
    at: [ARCHITECTURE, lineOf('seats: 3')],
    says: /three|whole number/,
  },
  {
    name: 'an exponent where a number belongs',
    entries: files(text.replace('max_allowed_uids: 64', 'max_allowed_uids: 1e2')),
    at: [ARCHITECTURE, lineOf('max_allowed_uids')],
    says: /1e2|whole number/,
  },
  {
    name: 'an entry that nobody knows',
    entries: files(`${text}constructor: 1\n`),
    at: [ARCHITECTURE, text.split('\n').length],
    says: /constructor/,
  },
  {
    name: 'a bracket that is not closed',
    entries: files('mechanisms: [\n'),
    at: [ARCHITECTURE, 2],
    says: /bracket is not closed|Something is missing/,
  },
  {
    name: '300 KiB',
    entries: files(`${text}# ${'m'.repeat(300 * 1024)}\n`),
    at: [ARCHITECTURE, 1],
    says: /larger than 64 KiB/,
  },
  {
    name: 'bytes that are no text',
    entries: files(new Uint8Array([0xff, 0xfe, 0, 1, 2, 0x80, 0xc3])),
    at: [ARCHITECTURE, 1],
    says: /not text in UTF-8/,
  },
  { name: 'an empty file', entries: files(''), at: [ARCHITECTURE, 1], says: /missing/ },
  {
    name: 'a symbolic link',
    entries: files({ link: '../../etc/passwd' }),
    at: [ARCHITECTURE, 1],
    says: /Settings belong below this/,
  },
  {
    name: 'a submodule',
    entries: files({ submodule: 'a'.repeat(40) }),
    at: [ARCHITECTURE, 1],
    says: /The file is not there/,
  },
  { name: 'no architecture', entries: files({ gone: true }), at: [ARCHITECTURE, 1], says: /not there/ },
  {
    name: 'the architecture under another name',
    entries: { ...files({ gone: true }), 'architecture.yml': text },
    at: ['architecture.yml', 1],
    says: /read only if it is called `architecture\.yaml`: rename it/,
  },
  {
    name: 'a mechanism with a hostile name',
    entries: { ...good, 'mechanisms/__proto__.yaml': 'version: 1\n' },
    at: ['mechanisms/__proto__.yaml', 1],
    says: /Name the file by an id/,
  },
  {
    name: 'evidence that its signer did not sign',
    entries: { ...good, 'evidence/week.yaml': evidence, 'evidence/week.csv': WEEK },
    at: ['evidence/week.yaml', 8],
    says: /Sign exactly `tributary:evidence:v1:test:12:100-200:[0-9a-f]{64}` with the account 5Grwva/,
  },
  {
    name: 'a hostile title and branch',
    entries: files('version: 2\n'),
    at: [ARCHITECTURE, 1],
    says: /`name` is missing/,
    title: '</title><script>x</script> @everyone \u202e'.padEnd(250, '!'),
    branch: `$(touch-x);'"-&&-main`,
  },
]

export function badHeads(of: () => House, yardOf: () => Yard): void {
  test('each wrong head gets a check run that names the line; nothing else changes', async () => {
    const yard = yardOf()
    const { standing, handled } = of()
    const [before, state] = [await standing(), await yard.state()]
    const made = []
    for (const [index, { name, entries, title, branch }] of cases.entries())
      made.push(await yard.propose('milo', title ?? name, branch ?? `wrong-${index}`, entries))
    const shown = await Promise.all(made.map(({ head }) => yard.checkOf(head)))
    const told = shown.map(({ conclusion, annotations }, index) => {
      const { name = '', says = /^$/ } = cases[index] ?? {}
      const found = annotations.find(({ message }) => says.test(message ?? ''))
      const all = annotations.map(({ message }) => message)
      return [name, conclusion, found?.path, found?.start_line, found ? true : all]
    })
    expect(told).toEqual(cases.map(({ name, at }) => [name, 'failure', ...at, true]))
    await handled()
    // Each was seen, and read once.
    expect(await standing()).toEqual({ ...before, events: (before.events ?? 0) + 2 * cases.length })
    const { proposals: _, position: __, ...rest } = { position: 0, ...(await yard.state()) }
    expect(rest).toEqual({ ...state, proposals: undefined, position: undefined })
  }, 60_000)

  test('a head with something wrong, and one that is closed, cannot be scored', async () => {
    const yard = yardOf()
    const { standing } = of()
    const { pull, head } = await yard.propose('milo', 'Wrong', 'wrong', files('version: 3\n'))
    await yard.checkOf(head)
    const before = await standing()
    const comment = await yard.say('vera', pull, '/score 80')
    expect(await yard.answerTo(pull, comment)).toMatch(/cannot be scored: the check run/)
    expect(await standing()).toEqual(before)
    await yard.close('milo', pull)
    await of().handled()
    const late = await yard.say('vera', pull, '/score 80')
    expect(await yard.answerTo(pull, late)).toMatch(/This pull request is closed/)
    expect(await standing()).toEqual({ ...before, events: (before.events ?? 0) + 1 })
  })
}
