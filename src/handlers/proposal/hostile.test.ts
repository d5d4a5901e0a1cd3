import fc from 'fast-check'
import { expect, test } from 'vitest'
import { YAML_MARKS } from '../kit/testing/yaml-marks.ts'
import { readProposal } from './proposal.ts'
import { freshChain, repository } from './testing/repository.ts'

const paths = [
  ...Object.keys(repository),
  'evidence/week.yaml',
  'evidence/week.csv',
  'roles/__proto__.yaml',
  'mechanisms/.yaml',
  'mechanisms/a\nb.yaml',
  'roles/spare.yml',
  'README.md',
]

const names = [
  'id',
  'kind',
  'share',
  'roles',
  'mechanisms',
  '__proto__',
  'constructor',
  '<<',
  '80 %',
  'null',
  '1e999',
]
const piece = fc.oneof(
  fc.constantFrom(...YAML_MARKS, ...names),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.string({ maxLength: 5 }),
)

/** A text of the good repository, or nothing, with pieces put in, taken out and doubled. */
const spoilt = fc
  .tuple(
    fc.constantFrom('', ...Object.values(repository)),
    fc.array(fc.tuple(fc.nat(700), fc.nat(20), piece), { maxLength: 6 }),
  )
  .map(([text, edits]) =>
    edits.reduce((left, [at, length, put]) => left.slice(0, at) + put + left.slice(at + length), text),
  )

const content = fc.oneof(
  { weight: 8, arbitrary: spoilt.map((text): Uint8Array | null => new TextEncoder().encode(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }) },
  { weight: 1, arbitrary: fc.constant(null) },
)

const files = fc.dictionary(fc.constantFrom(...paths), content, { maxKeys: 12, noNullPrototype: true })

test('whatever the files hold, a head is read, and what is kept of it is small and harmless', () => {
  fc.assert(
    fc.property(files, files, fc.subarray(paths), (head, base, changed) => {
      const good = Object.entries(repository).map(
        ([path, text]) => [path, new TextEncoder().encode(text)] as const,
      )
      const reading = readProposal({
        files: new Map([...good, ...Object.entries(head)]),
        base: new Map(Object.entries(base)),
        changed: [...changed, ...Object.keys(head)],
        chain: freshChain,
      })
      for (const { file, line, column, message } of reading.problems) {
        expect(paths).toContain(file)
        expect(line >= 0 && column >= 0).toBe(true)
        expect(message).toMatch(/^[A-Z`\d][^\n]*[.?]$/)
        expect(message.length).toBeLessThan(1_002)
      }
      expect(reading.problems.length).toBeLessThan(102)
      const isWhole = reading.touches && reading.problems.length === 0
      expect(isWhole && reading.architecture === null).toBe(false)
      expect(() => structuredClone(reading)).not.toThrow()
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 100), interruptAfterTimeLimit: 60_000 },
  )
})

test('a file made to be slow is refused in time', () => {
  for (const unit of [
    '}',
    ',',
    'a: b: c\n',
    '{a: ',
    '&a ',
    '%\n',
    '"',
    'id: 1\n',
    '? ',
    '*a ',
    '- ',
    '- id: a\n',
  ]) {
    const text = `version: 1\nmechanisms:\n${unit.repeat(Math.floor(65_000 / unit.length))}`
    const before = process.threadCpuUsage()
    const bytes = new TextEncoder().encode(text)
    const { problems } = readProposal({
      files: new Map([['architecture.yaml', bytes]]),
      base: new Map(),
      changed: ['architecture.yaml'],
      chain: freshChain,
    })
    expect(problems.length).toBeGreaterThan(0)
    // Microseconds of this thread: what else the machine is busy with does not count.
    expect(process.threadCpuUsage(before).user).toBeLessThan(3_000_000)
  }
})
