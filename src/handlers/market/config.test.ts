import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Config, defaultConfig } from '../../mechanisms/config.ts'
import { YAML_MARKS } from '../kit/testing/yaml-marks.ts'
import { parseConfig } from './config.ts'

const HOTKEY = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

function configOf(text: string): Config {
  const parsed = parseConfig(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.config
}

/** `line:column path message` of each problem. */
function problemsOf(text: string): string[] {
  const parsed = parseConfig(text)
  return parsed.ok
    ? []
    : parsed.problems.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`)
}

describe('what is not set has its default', () => {
  test.each([[''], ['# nothing yet\n'], ['---\n'], ['{}'], ['\ufeff'], ['\r\n']])('in %j', (text) => {
    expect(parseConfig(text)).toEqual({ ok: true, config: defaultConfig })
  })

  test('in the file that a new market begins with', () => {
    const url = new URL('../../../templates/idea/market/.github/tributary.yml', import.meta.url)
    expect(parseConfig(readFileSync(url, 'utf8'))).toEqual({ ok: true, config: defaultConfig })
  })

  test('beside what is set', () => {
    expect(configOf('dispute:\n  quorum: 25 %\n')).toEqual({
      ...defaultConfig,
      dispute: { ...defaultConfig.dispute, quorumBasisPoints: 2_500 },
    })
  })
})

test('every setting can be set', () => {
  const text = `
idea: { fee: 0.000000001e, collateral: 2 TAO, deposit_deadline: 90 seconds, link_deadline: 1 hour }
link: { allowed_hosts: [articles.example, xn--bcher-kva.example], recheck: 12 hours }
dispute: { duration: 1 week, quorum: 0.25 %, challenger_share: 100%, minimum_stake: "0.5" }
funding: { duration: 1 second, minimum_target: 1, maximum_target: 20999999.999999999, minimum_contribution: 0.3, deposit: 11 }
discoverer: { reward: dividend, share: 2.5 % }
fee: { sink: burn }
scoring: { validators: { team: riverbed/validators }, minimum_stake: 3, rubric: { clarity: 1 }, copy: 75 % }
mining: { round: 1 hour, guarantee_deadline: 2 hours, collateral: 4, least_grade: 55 }
launch: { preparation: 3 hours, lock_cost_limit: 500, register_within: 4 hours }
probation: { days: 7, day: 1 hour, good_days: 80 %, minimum_miners: 1, minimum_validators: 0, bounty: 6 % }
dividends: { investors: 30 %, reserve: 5 alpha, minimum: 0.5, fee_share: 0.5 % }
team: { immunity: 1 hour, standing: 20 %, task_cap: 5 % }
update: { day_of_month: 28, margin: 0 %, probation_days: 3 }
`
  expect(problemsOf(text)).toEqual([expect.stringMatching(/^2:9 idea\.fee .*\./)])
  expect(configOf(text.replace('0.000000001e', '0.300000001'))).toEqual({
    idea: { fee: 300_000_001n, collateral: 2_000_000_000n, depositDeadline: 90_000, linkDeadline: 3_600_000 },
    link: { allowedHosts: ['articles.example', 'xn--bcher-kva.example'], recheckEvery: 43_200_000 },
    dispute: {
      duration: 604_800_000,
      quorumBasisPoints: 25,
      challengerShareBasisPoints: 10_000,
      minimumStake: 500_000_000n,
    },
    funding: {
      duration: 1_000,
      minimumTarget: 1_000_000_000n,
      maximumTarget: 20_999_999_999_999_999n,
      minimumContribution: 300_000_000n,
      loanDeposit: 11_000_000_000n,
    },
    discoverer: { reward: 'dividend', shareBasisPoints: 250 },
    feeSink: { kind: 'burn' },
    scoring: {
      validators: { kind: 'team', organization: 'riverbed', team: 'validators' },
      minimumStake: 3_000_000_000n,
      rubric: [{ id: 'clarity', weight: 1 }],
      copyBasisPoints: 7_500,
    },
    mining: {
      roundLength: 3_600_000,
      guaranteeDeadline: 7_200_000,
      collateral: 4_000_000_000n,
      leastGrade: 5_500,
    },
    launch: { preparation: 10_800_000, lockCostLimit: 500_000_000_000n, registerWithin: 14_400_000 },
    probation: {
      days: 7,
      day: 3_600_000,
      goodShareBasisPoints: 8_000,
      minimumMiners: 1,
      minimumValidators: 0,
      bountyBasisPoints: 600,
    },
    dividends: {
      investorsBasisPoints: 3_000,
      reserve: 5_000_000_000n,
      minimum: 500_000_000n,
      feeBasisPoints: 50,
    },
    team: { immunity: 3_600_000, standingBasisPoints: 2_000, taskCapBasisPoints: 500 },
    update: { dayOfMonth: 28, marginBasisPoints: 0, probationDays: 3, rewardBasisPoints: 100 },
  })
})

test.for([
  ['root', { kind: 'root' }],
  ['{ subnet: 12 }', { kind: 'subnet', netuid: 12 }],
  ['{ team: a-b/c_d }', { kind: 'team', organization: 'a-b', team: 'c_d' }],
])('validators: %s', ([text, validators]) => {
  expect(configOf(`scoring: { validators: ${text} }`).scoring.validators).toEqual(validators)
})

test.for([
  ['scoring: { validators: { subnet: 1, team: a/b } }', 'scoring.validators'],
  ['scoring: { validators: {} }', 'scoring.validators'],
  ['scoring: { validators: { team: a b } }', 'scoring.validators.team'],
  ['scoring: { rubric: { Correctness: 1 } }', 'scoring.rubric'],
  ['scoring: { rubric: {} }', 'scoring.rubric'],
  ['scoring: { copy: 49 % }', 'scoring.copy'],
  ['launch: { lock_cost_limit: 0.5 }', 'launch.lock_cost_limit'],
  ['launch: { register_within: 0 days }', 'launch.register_within'],
  ['launch: { register_within: 2 years }', 'launch.register_within'],
  ['launch: { register_within: 366 days }', 'launch.register_within'],
  ['probation: { days: 0 }', 'probation.days'],
  ['dividends: { reserve: 1 TAO }', 'dividends.reserve'],
  ['dividends: { fee_share: 0 % }', 'dividends.fee_share'],
] as const)('%s is refused at %s', ([text, path]) => {
  expect(problemsOf(text)[0]).toContain(` ${path}`)
})

test('a sink that cannot be paid yet is refused at its line, before an idea waits for a bill in vain', () => {
  expect(problemsOf(`fee: { sink: { recycle-alpha: { netuid: 12, hotkey: ${HOTKEY} } } }`)).toEqual([
    '1:8 fee.sink `recycle-alpha` cannot be paid yet: write `burn`.',
  ])
})

test('one file never changes what another finds', () => {
  const { allowedHosts } = configOf('').link
  ;(allowedHosts as string[]).push('evil.example')
  expect(configOf('')).toEqual(defaultConfig)
})

describe('what is wrong is told with its line', () => {
  test.each([
    ['idea:\n  fee: 1,5', '2:3 idea.fee Commas'],
    ['idea:\n  fee: 1e3', '2:3 idea.fee Write the amount out'],
    ['idea:\n  fee: .5', '2:3 idea.fee A decimal point'],
    ['idea:\n  fee: 0', '2:3 idea.fee The least that can be set is `0.001 TAO`'],
    ['idea:\n  fee: .nan', '2:3 idea.fee '],
    ['idea:\n  fee: 0x10', '2:3 idea.fee Write the amount in decimal digits'],
    ['idea:\n  fee: null', '2:3 idea.fee That is not an amount'],
    ['idea:\n  fee:', '2:3 idea.fee The amount is missing'],
    ['idea:\n  fee: [1]', '2:3 idea.fee A single value belongs here'],
    ['idea:\n  collateral: 21000000.1', '2:3 idea.collateral That is more than'],
    ['idea:\n  deposit_deadline: 7', '2:3 idea.deposit_deadline Write a whole number of seconds'],
    ['idea:\n  deposit_deadline: 7 dayz', '2:3 idea.deposit_deadline Write a whole number of seconds'],
    ['idea:\n  deposit_deadline: 1.5 days', '2:3 idea.deposit_deadline Write a whole number of seconds'],
    [
      'idea:\n  deposit_deadline: 7 constructors',
      '2:3 idea.deposit_deadline Write a whole number of seconds',
    ],
    [
      'idea:\n  deposit_deadline: 0 days',
      '2:3 idea.deposit_deadline The least that can be set is `1 second`',
    ],
    [
      'idea:\n  deposit_deadline: 999999 weeks',
      '2:3 idea.deposit_deadline The most that can be set is `365 days`',
    ],
    ['dispute:\n  quorum: 10', '2:3 dispute.quorum Write a percentage'],
    ['dispute:\n  quorum: 0.1', '2:3 dispute.quorum Write a percentage'],
    ['dispute:\n  quorum: 101 %', '2:3 dispute.quorum A share is at most'],
    ['dispute:\n  quorum: -1 %', '2:3 dispute.quorum Write a percentage'],
    ['discoverer:\n  reward: twice', '2:3 discoverer.reward Write `once` or `dividend`.'],
    ['fee:\n  sink: recycle-alpha', '2:3 fee.sink Write `burn`. To recycle instead'],
    [
      'fee:\n  sink:\n    recycle-alpha: { netuid: 3 }',
      '3:5 fee.sink.recycle-alpha The setting `hotkey` is missing',
    ],
    [
      `fee: { sink: { recycle-alpha: { netuid: 0, hotkey: ${HOTKEY} } } }`,
      '1:33 fee.sink.recycle-alpha.netuid The least',
    ],
    ['link:\n  allowed_hosts: []', '2:3 link.allowed_hosts The list is empty'],
    ['link:\n  allowed_hosts: x.com', '2:3 link.allowed_hosts A list belongs here'],
    ['link:\n  allowed_hosts:\n    - x.com\n    - "*"', '4:7 link.allowed_hosts.1 There are no wildcards'],
    ['link:\n  allowed_hosts:\n    - localhost', '3:7 link.allowed_hosts.0 Write a whole host name'],
    ['link:\n  allowed_hosts:\n    - 127.0.0.1', '3:7 link.allowed_hosts.0 Write a host name: an IP'],
    ['link:\n  allowed_hosts:\n    - 0x7f.1', '3:7 link.allowed_hosts.0 Write a host name: an IP'],
    ['link:\n  allowed_hosts:\n    - https://x.com', '3:7 link.allowed_hosts.0 Write the host alone'],
    [
      'link:\n  allowed_hosts:\n    - b\u00fccher.example',
      '3:7 link.allowed_hosts.0 Write a host name such as',
    ],
    ['link:\n  allowed_hosts: [x.com, x.com]', '2:3 link.allowed_hosts An entry stands in the list twice'],
    ['ideas:\n  fee: 1', '1:1 ideas There is no setting `ideas`: did you mean `idea`?'],
    [
      'idea:\n  depositdeadline: 1 day',
      '2:3 idea.depositdeadline There is no setting `depositdeadline`: did you mean `deposit_deadline`?',
    ],
    [
      'idea:\n  banana: 1',
      '2:3 idea.banana There is no setting `banana`: here can stand `fee`, `collateral`',
    ],
    ['idea:', '1:1 idea Settings belong below this'],
    ['- idea', '1:1  Settings belong below this'],
    ['idea', '1:1  Settings belong below this'],
    ['__proto__: 1', '1:1 __proto__ There is no setting'],
    ['"<img src=x>@all`": 1', '1:1 ?img?src?x??all? There is no setting `?img?src?x??all?`'],
    ['idea:\n  fee: 1\n  fee: 2', '3:3  This is set twice'],
    ['idea:\n\tfee: 1', '2:1  Indent with spaces'],
    ['idea: {fee: 1', '1:14  The indentation is wrong, or a bracket'],
    ['a: b: c', '1:4  This is not valid YAML'],
    ['a: 1\n---\nb: 2', '2:1  The file must hold one YAML document'],
    ['a: &x 1', '1:7  Anchors'],
    ['&x a: 1', '1:4  Anchors'],
    ['a: *x', '1:4  Aliases'],
    ['idea: { fee: !!float 1 }', '1:22  Tags'],
    ['idea: { fee: !<x> 1 }', '1:19  Tags'],
    ['idea: !!set { fee }', '1:13  Tags'],
    ['<<: { fee: 1 }', '1:1 ?? There is no setting'],
    ['%YAML 1.1\n---\n<<: { fee: 1 }', '3:1 ?? There is no setting'],
    ['? [a]\n: 1', '1:3  A setting has a plain name'],
    ['a: '.concat('['.repeat(20), ']'.repeat(20)), '1:12  Nothing is set this deep'],
    ['idea: "1', '1:9  Something is missing'],
    [
      'funding:\n  minimum_target: 50\n  maximum_target: 49.9',
      '2:3 funding.minimum_target The smallest target',
    ],
  ])('%#: %j', (text, expected) => {
    expect(problemsOf(text)[0]?.slice(0, expected.length)).toBe(expected)
  })

  test.each(['[', '- ', '{a: ', '? '])('thirty thousand levels of %j', (unit) => {
    expect(problemsOf(unit.repeat(30_000 / unit.length))[0]).toMatch(/far too deep/)
  })

  test('more than 64 KiB', () => {
    expect(problemsOf(`#${'\u20ac'.repeat(21_846)}`)).toEqual([
      expect.stringMatching(/^1:1 {2}The file is larger/),
    ])
    expect(problemsOf(`#${'x'.repeat(65_535)}`)).toEqual([])
  })

  test('all of it, by line, but no more than twenty', () => {
    expect(
      problemsOf('dispute:\n  quorum: 1\nidea:\n  fee: x\n  fees: 1').map((problem) => problem.slice(0, 3)),
    ).toEqual(['2:3', '4:3', '5:3'])
    const many = Array.from({ length: 5_000 }, (_, index) => `k${index}: 1`).join('\n')
    expect(problemsOf(many)).toHaveLength(20)
  })

  test('a bomb of aliases at once', () => {
    const bomb = [
      'a0: &a0 [x]',
      ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`),
    ]
    const started = performance.now()
    expect(problemsOf(bomb.join('\n'))[0]).toMatch(/^1:9 {2}Anchors/)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

test('whatever the file holds, it is read or refused in time', () => {
  const word = fc.constantFrom(
    'idea',
    'fee',
    'sink',
    'quorum',
    'link',
    'allowed_hosts',
    '__proto__',
    '<<',
    '0.1',
    '7 days',
  )
  const piece = fc.oneof(word, fc.constantFrom(...YAML_MARKS), fc.string({ unit: 'binary', maxLength: 5 }))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const parsed = parseConfig(pieces.join(''))
      if (parsed.ok) return
      for (const { line, column, path, message } of parsed.problems) {
        expect(line >= 1 && column >= 1).toBe(true)
        expect(path).toMatch(/^[\w?.-]*$/)
        expect(message).toMatch(/^[A-Z`].*[.?]$/)
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 100), interruptAfterTimeLimit: 60_000 },
  )
  for (const unit of ['}', ',', 'a: b: c\n', '{a: ', '&a ', '%\n', '"', 'idea: 1\n', '? ', '*a ']) {
    const before = process.threadCpuUsage()
    expect(parseConfig(unit.repeat(Math.floor(65_000 / unit.length))).ok).toBe(false)
    // Microseconds of this thread: what else the machine is busy with does not count.
    expect(process.threadCpuUsage(before).user).toBeLessThan(3_000_000)
  }
})
