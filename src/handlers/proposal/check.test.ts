import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { people } from '../../../test/support/commands.ts'
import { giveScore, reportHead, seeProposal, validators } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { goldenBeside } from '../../github/testing/golden.ts'
import type { Reading } from '../../mechanisms/architecture/architecture.ts'
import { checks, tellSlowly } from '../kit/testing/mined.ts'
import { renderProposalCheck } from './check.ts'
import { evidenceMessage } from './evidence.ts'

const { expectGolden, named } = goldenBeside(import.meta.dirname)

const all = Object.entries(checks)

describe('every situation', () => {
  test.each(all)('%s has its words', (name, [commands, pull]) => {
    const check = renderProposalCheck(tellSlowly(commands), pull)
    if (!check) throw new Error('nothing is shown')
    const head = `<!-- ${check.conclusion}, ${check.annotations.length} annotations -->\n\n`
    expectGolden(`proposal-${name}`, `${head}# ${check.title}\n\n${check.summary}\n---\n\n${check.text}`)
  })

  test('no golden file is left over', () => {
    expect(named('proposal-')).toEqual(all.map(([name]) => `proposal-${name}`).sort())
  })
})

test.each([
  ['planned', 'success'],
  ['problems', 'failure'],
  ['draft', 'neutral'],
  ['draft-problems', 'neutral'],
  ['elsewhere', 'neutral'],
  ['untouched', 'neutral'],
  ['submission', 'neutral'],
] as const)('%s concludes as %s', (name, conclusion) => {
  const [commands, pull] = checks[name]
  expect(renderProposalCheck(tellSlowly(commands), pull)?.conclusion).toBe(conclusion)
})

test('nothing is shown of what is not read, closed, merged or unknown', () => {
  const unread = [...minedTales.proposed, seeProposal(126, 13, people.ada)]
  const closed = [...minedTales.proposed, seeProposal(126, 12, people.fox, { status: 'closed' })]
  expect(renderProposalCheck(tellSlowly(unread), 13)).toBeNull()
  expect(renderProposalCheck(tellSlowly(closed), 12)).toBeNull()
  expect(renderProposalCheck(tellSlowly(minedTales.merged), 11)).toBeNull()
  expect(renderProposalCheck(tellSlowly(minedTales.proposed), 99)).toBeNull()
})

test('a problem is marked at its line and column, one of the whole file at its first line', () => {
  const [commands, pull] = checks.problems
  expect(renderProposalCheck(tellSlowly(commands), pull)?.annotations).toEqual([
    {
      path: 'architecture.yaml',
      start_line: 7,
      end_line: 7,
      start_column: 3,
      end_column: 3,
      annotation_level: 'failure',
      message: 'The shares sum to `9,000`, not to `10,000`.',
    },
    {
      path: 'mechanisms/people.yaml',
      start_line: 1,
      end_line: 1,
      annotation_level: 'failure',
      message: 'No file names this mechanism.',
    },
  ])
})

test('the line to sign is whole in annotation and text, however long the network is called', () => {
  const claim = { network: 'n'.repeat(40), netuid: 65_535, from: 999_999_998, to: 999_999_999 }
  const line = `\`${evidenceMessage({ ...claim, digest: 'd'.repeat(64) })}\``
  const message = `The signature is not this address's over your message. Sign exactly ${line} with the account 5G.`
  const check = withReading({ problems: [{ file: 'evidence/week.yaml', line: 8, column: 1, message }] })
  expect(check?.annotations).toMatchObject([{ message }])
  expect(check?.text).toContain(line)
})

const read = tellSlowly([...minedTales.proposed, seeProposal(126, 13, people.ada), reportHead(127, 13)])

/** Whatever a reading says, and were it more than is kept of one. */
function withReading(changes: Partial<Reading>) {
  const proposal = read.proposals[13]
  if (!proposal?.reading) throw new Error('its head is not read')
  const changed = { ...proposal, reading: { ...proposal.reading, ...changes } }
  return renderProposalCheck({ ...read, proposals: { ...read.proposals, 13: changed } }, 13)
}

const weird = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .constantFrom('|', '`*_@a#1|<', '\u202e', '漢', '\n# x\n', '</details>')
    .chain((text) => fc.nat(400).map((count) => text.repeat(count))),
)

test('no plan, evidence or number of problems makes a check too long for GitHub', () => {
  const row = fc.record({ what: weird, from: weird, to: weird })
  const one = fc.record({ file: weird, digest: fc.constant('d'.repeat(64)), signer: fc.constant('s') })
  const problem = fc.record({ file: weird, line: fc.nat(9), column: fc.nat(9), message: weird })
  const readings = fc.record({
    plan: fc.array(row, { maxLength: 400 }),
    evidence: fc.array(one, { maxLength: 300 }),
    problems: fc.array(problem, { maxLength: 400 }),
  })
  fc.assert(
    fc.property(readings, (changes) => {
      const check = withReading(changes)
      expect(Buffer.byteLength(check?.summary ?? '')).toBeLessThan(65_535)
      expect(Buffer.byteLength(check?.text ?? '')).toBeLessThan(65_535)
      expect(check?.annotations.length).toBe(Math.min(changes.problems.length, 200))
    }),
    { numRuns: 30 },
  )
})

test('a large plan is shown as far as it fits, and says how much is left out', () => {
  const plan = Array.from({ length: 2_000 }, (_, n) => ({ what: `row ${n}`, from: 'x'.repeat(90), to: 'y' }))
  const text = withReading({ plan })?.text ?? ''
  expect(text).toContain('row 100')
  expect(text).toMatch(/[\d,]+ more changes do not fit here/)
})

test('hostile text stays text: no link, picture, HTML or heading of its own', () => {
  const [commands, pull] = checks.hostile
  const check = renderProposalCheck(tellSlowly(commands), pull)
  const html = new MarkdownIt({ html: true }).render(`${check?.summary}\n\n${check?.text}`)
  expect(html).not.toMatch(/<(img|script|b|input|a|h1|h2|strong>bold)\b/)
  expect(html).not.toMatch(/[\u202a-\u202e]/)
  expect(html.replace(/<code>.*?<\/code>/gs, '')).not.toMatch(/@(octocat|all)|#1\b/)
  expect(html.match(/<tr>/g)).toHaveLength(2 + 3 + 2)
})

test('whatever is written in a plan, in evidence, in a problem or as a login, stays in its place', () => {
  const texts = fc.record({ plan: weird, file: weird, message: weird, login: weird })
  fc.assert(
    fc.property(texts, ({ plan, file, message, login }) => {
      const [eva] = validators
      const read: Partial<Reading> = {
        plan: [{ what: plan, from: plan, to: plan }],
        evidence: [{ file, digest: file, signer: file }],
        problems: [{ file, line: 1, column: 1, message }],
      }
      const scored = giveScore(140, 11, eva ?? never(), 100)
      const state = tellSlowly([
        ...minedTales.proposed,
        { ...scored, validator: { id: 103, login } },
        seeProposal(150, 13, people.ada),
        reportHead(151, 13, read),
      ])
      const check = renderProposalCheck(state, 13)
      const own = renderProposalCheck(state, 11)
      const html = new MarkdownIt({ html: true }).render(
        `${check?.summary}\n\n${check?.text}\n\n${own?.summary}`,
      )
      expect(html).not.toMatch(/<(img|script|b|input|a|h1|h2|details)\b/)
      expect(html.match(/<h3>.*?<\/h3>/g)).toEqual([
        '<h3>Problems</h3>',
        '<h3>The plan</h3>',
        '<h3>The architecture</h3>',
        '<h3>Evidence</h3>',
        '<h3>Where it stands</h3>',
      ])
      expect(html.match(/<tr>/g)).toHaveLength(2 + 3 + 2)
    }),
    { numRuns: 100 },
  )
})

function never(): never {
  throw new Error('there are validators')
}
