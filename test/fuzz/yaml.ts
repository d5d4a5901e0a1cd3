import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parseScores } from '../../src/cli/simulate/scores-file.ts'
import type { ConfigProblem } from '../../src/handlers/kit/yaml/problems.ts'
import { parseConfig } from '../../src/handlers/market/config.ts'
import { readProposal } from '../../src/handlers/proposal/proposal.ts'
import { filesOf, freshChain, repository } from '../../src/handlers/proposal/testing/repository.ts'
import { defaultConfig } from '../../src/mechanisms/config.ts'
import { FINGERPRINT_SIZE } from '../../src/mechanisms/proposal/similarity.ts'
import type { Target } from './target.ts'
import { assertReason } from './words.ts'

// The files that people keep in repositories.

const page = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

function assertProblems(problems: readonly ConfigProblem[], most: number, input: string): void {
  assert(problems.length >= 1 && problems.length <= most)
  const lines = input.split(/\r\n?|\n/).length
  for (const { line, column, message, path } of problems) {
    assert(line >= 1 && line <= lines && column >= 1, `${line}:${column} of ${lines} lines`)
    assertReason(message)
    assert(/^[A-Za-z0-9_.?-]*$/.test(path), path)
  }
}

const [, defaults = ''] = /```yaml\n(.*?)```/s.exec(page('docs/configuration.md')) ?? []

export const config: Target = {
  name: 'settings of a market',
  cases: 14_000,
  limit: 1_500,
  corpus: [
    defaults,
    'idea:\n  fee: 0.5 TAO\nlink:\n  allowed_hosts: [arxiv.org, "example.org"]\n',
    'fee:\n  sink:\n    recycle-alpha:\n      netuid: 5\n      hotkey: 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY\n',
    'scoring:\n  validators:\n    team: riverbed/validators\n  rubric: { correctness: 3, beauty: 1 }\n',
    'scoring: { validators: { subnet: 12 } }\n',
    '',
  ],
  tokens: [
    '\n  ',
    '\nidea:',
    '  fee: ',
    'scoring:',
    'validators:',
    '100 %',
    '7 days',
    '1 TAO',
    'null',
    '~',
    '[a, ',
    '{a: ',
  ],
  floods: 700,
  check: (input) => {
    const parsed = parseConfig(input)
    if (!parsed.ok) return assertProblems(parsed.problems, 20, input)
    assert.deepEqual(kindsOf({ ...parsed.config, ...FREE }), kindsOf({ ...defaultConfig, ...FREE }))
    const { scoring, launch, feeSink } = parsed.config
    assert(feeSink.kind === 'burn' && ['root', 'subnet', 'team'].includes(scoring.validators.kind))
    assert(
      scoring.rubric.length > 0 &&
        scoring.rubric.every(({ weight }) => Number.isInteger(weight) && weight > 0),
    )
    assert(launch.lockCostLimit === null || typeof launch.lockCostLimit === 'bigint')
  },
}

/** Settings that are of one shape or another. */
const FREE = { feeSink: null, scoring: null, launch: null }

/** What kind of value stands at every path. */
function kindsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) {
    assert(typeof value !== 'number' || Number.isSafeInteger(value), path)
    return [`${path} ${Array.isArray(value) ? 'list' : typeof value}`]
  }
  return Object.entries(value)
    .flatMap(([name, inner]) => kindsOf(inner, `${path}.${name}`))
    .toSorted()
}

export const scores: Target = {
  name: 'scores to simulate',
  cases: 8_000,
  limit: 1_500,
  corpus: [
    page('docs/examples/scores.yaml'),
    '{"proposals":["a","b"],"validators":{"eva":{"stake":1.5,"scores":{"a":100,"b":0.25}}},"kappa":"60 %"}',
  ],
  tokens: [
    'proposals:',
    'validators:',
    'scores:',
    'stake:',
    'kappa: ',
    'warp',
    '{ ',
    ' }',
    '100',
    '62.5',
    '\n  ',
  ],
  floods: 700,
  check: (input) => {
    const parsed = parseScores(input)
    if (!parsed.ok) return assertProblems(parsed.problems, 500_000, input)
    const { proposals, validators, kappa } = parsed.table
    assert(proposals.length > 0 && validators.length > 0 && kappa >= 6 && kappa <= 65_535)
    for (const { points, stake } of validators) {
      assert(points.length === proposals.length && stake >= 0n)
      assert(points.every((of) => Number.isInteger(of) && of >= 0 && of <= 10_000))
    }
  },
}

/** Evidence with everything in its place but the signature. */
const EVIDENCE = `version: 1
network: test
netuid: 12
artefact: evidence/week.csv
digest: ${'ab'.repeat(32)}
signer: 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
signature: "0x${'5a'.repeat(64)}"
blocks: { from: 100, to: 200 }
`
const good = { ...repository, 'evidence/week.yaml': EVIDENCE, 'evidence/week.csv': 'a,b\n' }
const base = filesOf(repository)
const SEPARATOR = '\n=== '

export const architecture: Target = {
  name: 'architecture, mechanisms, roles and evidence',
  cases: 5_000,
  limit: 1_500,
  // The path of the file stands in the first line, so that it is changed too.
  corpus: Object.entries(good).map(([path, text]) => `${path}${SEPARATOR}${text}`),
  tokens: [
    'mechanisms:',
    '  - id: ',
    'kind: team',
    'share: 80 %',
    'roles:',
    'seats: 3',
    'hyperparameters:',
    'tempo: 99',
    'weights:',
    '\n  ',
    '.yml',
    '../',
    'evidence/',
  ],
  floods: 500,
  check: (input) => {
    const [path = '', text = ''] = input.split(SEPARATOR)
    const files = new Map([...filesOf(good), ...filesOf({ [path]: text })])
    const reading = readProposal({ files, base, changed: [path], chain: freshChain })
    for (const { file, line, column, message } of reading.problems) {
      assert(typeof file === 'string' && line >= 0 && column >= 0)
      assertReason(message)
    }
    const { fingerprint, plan, architecture: read, touches } = reading
    assert(fingerprint.length <= FINGERPRINT_SIZE && isRising(fingerprint))
    assert(plan.every((row) => [row.what, row.from, row.to].every((cell) => typeof cell === 'string')))
    assert(
      !(touches && reading.problems.length === 0 && read === null),
      'neither problems nor an architecture',
    )
  },
}

const isRising = (values: readonly number[]): boolean =>
  values.every((value, place) => Number.isInteger(value) && (place === 0 || value > (values[place - 1] ?? 0)))
