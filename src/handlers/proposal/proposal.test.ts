import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { Keyring } from '@polkadot/keyring'
import { u8aToHex } from '@polkadot/util'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Reading } from '../../mechanisms/architecture/architecture.ts'
import { evidenceMessage } from './evidence.ts'
import { type ProposalInput, readProposal } from './proposal.ts'
import { filesOf, freshChain, mechanism, repository } from './testing/repository.ts'

/** Reads a head with some files other than the good repository's; null takes one away. */
function read(
  changes: Readonly<Record<string, string | null>> = {},
  input: Partial<ProposalInput> = {},
): Reading {
  const texts = Object.entries({ ...repository, ...changes }).filter(([, text]) => text !== null)
  return readProposal({
    files: filesOf(Object.fromEntries(texts) as Record<string, string>),
    base: new Map(),
    changed: Object.keys({ ...repository, ...changes }),
    chain: freshChain,
    ...input,
  })
}

/** `file:line:column message` of each problem. */
const told = ({ problems }: Reading): string[] =>
  problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)

/** The good architecture with one piece of it replaced. */
function architecture(from: string | RegExp, to: string): { 'architecture.yaml': string } {
  const text = repository['architecture.yaml'] ?? ''
  expect(text).toMatch(from)
  return { 'architecture.yaml': text.replace(from, to) }
}

test('a repository without a mistake is read as a whole', () => {
  expect(read()).toMatchObject({
    touches: true,
    problems: [],
    block: 7_000,
    architecture: {
      identity: {
        name: 'Field maps',
        description: 'Maps of small farms.',
        repository: 'https://github.com/riverbed/field-maps',
        contact: '',
        url: '',
        discord: '',
        logo: '',
      },
      mechanisms: [
        { id: 'maps', kind: 'commodity', share: 8_000 },
        { id: 'people', kind: 'team', share: 1_500 },
        { id: 'ideas', kind: 'innovation', share: 500 },
        { id: 'sale', kind: 'selling', share: 0 },
      ],
      roles: [{ id: 'engineer', seats: 3, mechanism: 'people' }],
      hyperparameters: { max_allowed_uids: 128n, tempo: 720n, min_burn: 1_000_000n },
      steps: [
        { kind: 'hyperparameter', name: 'max_allowed_uids', value: 128n },
        { kind: 'mechanism-count', count: 2 },
        { kind: 'emission-split', split: [52_428, 13_107] },
        { kind: 'hyperparameter', name: 'tempo', value: 720n },
        { kind: 'hyperparameter', name: 'commit_reveal_weights_enabled', value: false },
        { kind: 'hyperparameter', name: 'min_burn', value: 1_000_000n },
      ],
    },
    plan: [
      { what: 'max_allowed_uids', from: '256', to: '128' },
      { what: 'mechanisms', from: '1', to: '2' },
      { what: 'emission of mechanism 0 (maps)', from: '100 %', to: '80 %' },
      { what: 'emission of mechanism 1 (people, ideas)', from: 'none', to: '20 %' },
      { what: 'tempo', from: '360', to: '720' },
      { what: 'commit_reveal_weights_enabled', from: 'true', to: 'false' },
      { what: 'min_burn', from: '0.0005 TAO', to: '0.001 TAO' },
    ],
  })
})

describe('what still says TODO is not written', () => {
  const path = 'roles/engineer.yaml'
  const todo = { [path]: String(repository[path]).replace('duties:\n', 'duties:\n  - "TODO: a duty"\n') }
  const said = (changed: string[]) =>
    read(todo, { changed }).problems.map(({ file, message }) => [file, message.slice(0, 20)])

  test('in a file that the head changes', () => {
    expect(said([path])).toEqual([[path, 'This still says TODO']])
  })

  test('while what the template said elsewhere is nobody\u2019s to write', () => {
    expect(said(['architecture.yaml'])).toEqual([])
  })
})

describe('what a pull request changes decides whether it touches the architecture', () => {
  test.each([
    ['architecture.yaml', true],
    ['mechanisms/maps.yaml', true],
    ['roles/engineer.yaml', true],
    ['mechanisms/maps.md', false],
    ['mechanisms/maps.yml', false],
    ['mechanisms/deep/maps.yaml', false],
    ['README.md', false],
    ['evidence/week-1.yaml', false],
    ['.github/tributary.yml', false],
  ])('%s', (path, touches) => {
    expect(read({}, { changed: [path] }).touches).toBe(touches)
  })

  test('so does a file that was meant for it, but is named otherwise', () => {
    const path = 'mechanisms/maps.yml'
    expect(read({ [path]: mechanism('maps') }, { changed: [path] })).toMatchObject({
      touches: true,
      problems: [{ file: path }],
    })
  })

  test.each([
    ['Architecture.yaml', 'architecture.yaml'],
    ['architecture.yml', 'architecture.yaml'],
    ['ARCHITECTURE.YAML', 'architecture.yaml'],
    ['mechanism/maps.yaml', 'mechanisms/maps.yaml'],
    ['Mechanisms/maps.yaml', 'mechanisms/maps.yaml'],
    ['roles/Engineer.YAML', 'roles/engineer.yaml'],
    ['role/engineer.yml', 'roles/engineer.yaml'],
  ])('%s is nearly right, and told to be %s', (path, right) => {
    const reading = read({ [path]: mechanism('maps') }, { changed: [path] })
    expect(reading.touches).toBe(true)
    expect(told(reading)).toContain(
      `${path}:0:0 The file is read only if it is called \`${right}\`: rename it.`,
    )
    expect(read({}, { changed: [path] }).touches).toBe(false)
  })

  test('with a workflow it cannot be merged, and says so; a workflow alone is none of it', () => {
    const path = '.github/workflows/test.yml'
    expect(told(read({}, { changed: ['architecture.yaml', path] }))).toEqual([
      expect.stringMatching(/^\.github\/workflows\/test\.yml:0:0 GitHub lets Tributary merge no change/),
    ])
    expect(read({}, { changed: [path] })).toMatchObject({ touches: false, problems: [] })
  })

  test('and what does not, is not judged by mistakes that were there before', () => {
    const reading = read({ 'roles/engineer.yaml': 'nonsense' }, { changed: ['README.md'] })
    expect(reading).toEqual({
      touches: false,
      problems: [],
      architecture: null,
      plan: [],
      block: 7_000,
      evidence: [],
      fingerprint: [],
    })
  })
})

describe('what is wrong is told with its file, line and column', () => {
  const A = 'architecture.yaml'
  test.each<[string, Readonly<Record<string, string | null>>, string]>([
    ['no architecture', { [A]: null }, `${A}:0:0 The file is not there`],
    ['broken YAML', { [A]: 'version: 1\nname: "x' }, `${A}:2:9 Something is missing here`],
    ['an alias', { [A]: 'version: &a 1\nname: *a' }, `${A}:1:13 Anchors`],
    [
      'a key twice',
      architecture('  tempo: 720', '  tempo: 720\n  tempo: 721'),
      `${A}:24:3 This is set twice`,
    ],
    [
      'a missing name',
      architecture('name: Field maps\n', ''),
      `${A}:1:1 The setting \`name\` is missing: add`,
    ],
    ['an unknown name', architecture('roles:', 'rolls:'), `${A}:18:1 There is no setting \`rolls\`: did you`],
    [
      'another version',
      architecture('version: 1', 'version: 2'),
      `${A}:1:1 The most that can be set is \`1\``,
    ],
    ['an empty name', architecture('Field maps', '""'), `${A}:2:1 Nothing is written here`],
    ['an invisible letter', architecture('Field maps', '"a\\u202eb"'), `${A}:2:1 The text holds characters`],
    [
      'a long name',
      architecture('Field maps', 'x'.repeat(257)),
      `${A}:2:1 The text is longer than 256 bytes`,
    ],
    ['two lines', architecture('Field maps', '"a\\nb"'), `${A}:2:1 Write it in one line`],
    ['http', architecture('https:', 'http:'), `${A}:5:3 Write a whole https address`],
    ['an id', architecture('- id: sale', '- id: Sale'), `${A}:16:5 Write small letters`],
    ['a kind', architecture('kind: selling', 'kind: sales'), `${A}:17:5 Write \`commodity\`, \`team\``],
    ['a share', architecture('share: 80 %', 'share: 0.8'), `${A}:9:5 Write a percentage`],
    ['seats', architecture('seats: 3', 'seats: many'), `${A}:20:5 Write a whole number`],
    ['no seats', architecture('seats: 3', 'seats: 0'), `${A}:20:5 The least that can be set is \`1\``],
    [
      'a name of root',
      architecture('tempo: 720', 'kappa: 32767'),
      `${A}:23:3 Only root, the chain's own governance, may set \`kappa\``,
    ],
    [
      'a name near another',
      architecture('tempo: 720', 'temppo: 720'),
      `${A}:23:3 There is no setting \`temppo\`: did you mean \`tempo\`?`,
    ],
    [
      'a name given up',
      architecture('tempo: 720', 'activity_cutoff: 5000'),
      `${A}:23:3 The chain has given up \`activity_cutoff\`: set \`activity_cutoff_factor\``,
    ],
    [
      'too low',
      architecture('tempo: 720', 'tempo: 359'),
      `${A}:23:3 The least that the chain takes is \`360\``,
    ],
    [
      'too high',
      architecture('0.001 TAO', '1'),
      `${A}:24:3 The most that the chain takes is \`0.999999999 TAO\``,
    ],
    ['no number', architecture('tempo: 720', 'tempo: 1e3'), `${A}:23:3 Write a whole number`],
    ['no boolean', architecture('enabled: false', 'enabled: no'), `${A}:25:3 Write \`true\` or \`false\``],
    ['no choice', architecture('tempo: 720', 'recycle_or_burn: keep'), `${A}:23:3 Write \`burn\` or`],
    [
      'a choice',
      architecture('tempo: 720', 'burn_increase_mult: 3.1'),
      `${A}:23:3 The most that the chain takes is \`3\``,
    ],
    [
      'a pair turned round',
      architecture('tempo: 720', 'liquid_alpha_enabled: true\n  alpha_values: [4000, 3000]'),
      `${A}:24:3 Write the lower number first`,
    ],
    [
      'half a pair',
      architecture('tempo: 720', 'alpha_values: [4000]'),
      `${A}:23:3 The list is too short: at least 2 entries`,
    ],
    ['what this chain lacks', architecture('tempo: 720', 'rho: 12'), `${A}:23:3 This chain has no \`rho\``],
    ['too many UIDs', architecture('uids: 128', 'uids: 129'), `${A}:22:3 2 mechanisms with 129 UIDs each`],
    [
      'default UIDs',
      architecture('  max_allowed_uids: 128\n', ''),
      `${A}:6:1 2 mechanisms with 256 UIDs each`,
    ],
    [
      'a mechanism too many',
      {
        ...architecture('    share: 5 %', '    share: 5 %\n  - id: more\n    kind: team\n    share: 0 %'),
        'mechanisms/more.yaml': mechanism('more'),
      },
      `${A}:16:5 This makes 3 mechanisms on chain, which allows 2 a subnet`,
    ],
    ['shares below the whole', architecture('5 %', '4.99 %'), `${A}:6:1 The shares sum to 99.99 %`],
    ['shares above the whole', architecture('80 %', '81 %'), `${A}:6:1 The shares sum to 101 %`],
    [
      'a share missing',
      architecture('    share: 5 %\n', ''),
      `${A}:13:5 Its share of the emission is missing`,
    ],
    [
      'a share of selling',
      architecture('kind: selling', 'kind: selling\n    share: 1 %'),
      `${A}:18:5 Selling earns no emission`,
    ],
    [
      'commodity not first',
      architecture('kind: commodity', 'kind: team'),
      `${A}:8:5 The first mechanism is the`,
    ],
    ['a second commodity', architecture('kind: innovation', 'kind: commodity'), `${A}:14:5 Only the first`],
    ['a second selling', architecture('kind: innovation', 'kind: selling'), `${A}:15:5 Selling earns no`],
    ['too many seats', architecture('seats: 3', 'seats: 129'), `${A}:18:1 The roles have 129 seats together`],
    ['an id twice', architecture('- id: sale', '- id: maps'), `${A}:16:5 \`maps\` stands here twice`],
    [
      'an entry without a file',
      { 'mechanisms/sale.yaml': null },
      `${A}:16:5 The file \`mechanisms/sale.yaml\` is not there`,
    ],
    [
      'a role without a file',
      { 'roles/engineer.yaml': null },
      `${A}:19:5 The file \`roles/engineer.yaml\` is not`,
    ],
    [
      'a file without an entry',
      { 'mechanisms/spare.yaml': mechanism('spare') },
      'mechanisms/spare.yaml:0:0 No entry below `mechanisms`',
    ],
    [
      'a role that nobody named',
      { 'roles/spare.yaml': repository['roles/engineer.yaml'] ?? '' },
      'roles/spare.yaml:0:0 No entry below `roles`',
    ],
    [
      'a name that is no id',
      { 'roles/Spare part.yaml': repository['roles/engineer.yaml'] ?? '' },
      'roles/Spare part.yaml:0:0 Name the file by an id',
    ],
    [
      'another ending',
      { 'mechanisms/spare.yml': mechanism('spare') },
      'mechanisms/spare.yml:0:0 The file is read only if it is called `mechanisms/spare.yaml`',
    ],
    [
      'weights',
      { 'mechanisms/maps.yaml': mechanism('maps').replace('40 %', '39 %') },
      'mechanisms/maps.yaml:9:1 The shares sum to 99 %',
    ],
    [
      'duties',
      { 'mechanisms/maps.yaml': mechanism('maps').replace('[Draw.]', '[]') },
      'mechanisms/maps.yaml:8:1 The list is empty: add an entry.',
    ],
    [
      'a role paid by the commodity',
      { 'roles/engineer.yaml': (repository['roles/engineer.yaml'] ?? '').replace('people', 'maps') },
      'roles/engineer.yaml:6:1 `architecture.yaml` has no mechanism `maps` of the kind `team`',
    ],
  ])('%s', (_, changes, expected) => {
    const lines = told(read(changes))
    expect(lines.map((line) => line.slice(0, expected.length))).toContain(expected)
    expect(lines.length).toBeLessThan(4)
  })

  test('a file that is too large, or no text', () => {
    const files = new Map(filesOf(repository))
    files.set('mechanisms/maps.yaml', new Uint8Array([0xff, 0xfe]))
    files.set('mechanisms/sale.yaml', null)
    files.set('mechanisms/ideas.yaml', new Uint8Array(65_537).fill(35))
    expect(told(read({}, { files }))).toEqual([
      'mechanisms/ideas.yaml:0:0 The file is larger than 64 KiB: shorten it.',
      'mechanisms/maps.yaml:0:0 The file is not text in UTF-8: save it so.',
      'mechanisms/sale.yaml:0:0 The file is larger than 64 KiB: shorten it.',
    ])
  })
})

describe('evidence', () => {
  beforeAll(cryptoWaitReady)

  const csv = 'block,uid,score\n1,2,3\n'
  const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')
  const digest = digestOf(csv)

  const claim = { network: 'test', netuid: 12, from: 100, to: 200, digest }
  type Scheme = 'sr25519' | 'ed25519'
  const charlie = (type: Scheme = 'sr25519') => new Keyring({ type, ss58Format: 42 }).addFromUri('//Charlie')

  /** As Charlie signed it, and then changed. */
  function evidence(changes: Readonly<Record<string, string>> = {}, sign = evidenceMessage, scheme?: Scheme) {
    const pair = charlie(scheme)
    const said = {
      version: '1',
      network: 'test',
      netuid: '12',
      blocks: '{ from: 100, to: 200 }',
      artefact: 'evidence/week.csv',
      digest,
      signer: pair.address,
      signature: u8aToHex(pair.sign(sign(claim))),
      ...changes,
    }
    const text = Object.entries(said).map(([name, value]) => `${name}: ${value}\n`)
    return { text: text.join(''), signer: pair.address }
  }

  const files = (text: string) => ({ 'evidence/week.yaml': text, 'evidence/week.csv': csv })
  const wrapped: typeof evidenceMessage = (all) => `<Bytes>${evidenceMessage(all)}</Bytes>`

  test.each<[Scheme, typeof evidenceMessage]>([
    ['sr25519', evidenceMessage],
    ['ed25519', evidenceMessage],
    ['sr25519', wrapped],
    ['ed25519', wrapped],
  ])('that is true names who signed it, by %s', (scheme, sign) => {
    const { text, signer } = evidence({}, sign, scheme)
    const { problems, evidence: checked } = read(files(text))
    expect(problems).toEqual([])
    expect(checked).toEqual([{ file: 'evidence/week.yaml', digest, signer }])
  })

  test('is one claim, however its numbers and its digest are written', () => {
    const spelt = {
      netuid: '"0012"',
      blocks: '{ from: "00100", to: 200 }',
      digest: `0x${digest.toUpperCase()}`,
    }
    expect(read(files(evidence(spelt).text))).toMatchObject({ problems: [], evidence: [{ digest }] })
  })

  test('is signed as one line, which no two claims share', () => {
    expect(evidenceMessage({ ...claim, netuid: 0 })).toBe(`tributary:evidence:v1:test:0:100-200:${digest}`)
    const block = fc.nat(300)
    const claims = fc.record({
      network: fc.constantFrom('test', 'test-1', 'finney'),
      netuid: fc.nat(30),
      from: block,
      to: block,
      digest: fc.constantFrom(digest, 'f'.repeat(64)),
    })
    fc.assert(
      fc.property(claims, claims, (one, other) => {
        expect(evidenceMessage(one) === evidenceMessage(other)).toBe(isDeepStrictEqual(one, other))
      }),
    )
  })

  test('of which anything is claimed that was not signed is refused, and told what to sign', () => {
    const other = 'block,uid,score\n1,2,4\n'
    const changes = fc.oneof(
      fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/).map((network) => ({ network })),
      fc.nat(65_535).map((netuid) => ({ netuid })),
      fc.nat(200).map((from) => ({ from })),
      fc.integer({ min: 100, max: 999_999_999 }).map((to) => ({ to })),
      fc.constant({ digest: digestOf(other) }),
    )
    fc.assert(
      fc.property(changes, (change) => {
        const claimed = { ...claim, ...change }
        fc.pre(!isDeepStrictEqual(claimed, claim))
        const { network, netuid, from, to } = claimed
        const { text, signer } = evidence({
          network: `"${network}"`,
          netuid: `${netuid}`,
          blocks: `{ from: ${from}, to: ${to} }`,
          digest: claimed.digest,
        })
        const week = claimed.digest === digest ? csv : other
        const reading = read({ ...files(text), 'evidence/week.csv': week })
        expect(reading.evidence).toEqual([])
        expect(told(reading)).toEqual([
          `evidence/week.yaml:8:1 The signature is not this address's over your message. Sign exactly \`${evidenceMessage(claimed)}\` with the account ${signer}; a signature over another network, subnet, blocks or digest does not count.`,
        ])
      }),
      {
        numRuns: 20,
        examples: [
          [{ network: 'finney' }],
          [{ netuid: 13 }],
          [{ from: 99 }],
          [{ to: 201 }],
          [{ digest: digestOf(other) }],
        ],
      },
    )
  })

  test('is none where the artefact is a pointer of Git LFS', () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${digest}\nsize 12\n`
    const { text } = evidence({ digest: digestOf(pointer) })
    const reading = read({ ...files(text), 'evidence/week.csv': pointer })
    expect(reading.evidence).toEqual([])
    expect(told(reading)).toContainEqual(expect.stringContaining('The artefact is in Git LFS'))
  })

  test('whose digest fits with other line ends is told that', () => {
    const { text } = evidence({ digest: digestOf(csv.replaceAll('\n', '\r\n')) })
    expect(told(read(files(text)))).toContainEqual(expect.stringContaining('with other line ends'))
    const windows = { ...files(evidence({}).text), 'evidence/week.csv': csv.replaceAll('\n', '\r\n') }
    expect(told(read(windows))).toContainEqual(expect.stringContaining('with other line ends'))
    expect(told(read(files(evidence({ digest: 'f'.repeat(64) }).text))).join()).not.toContain('line ends')
  })

  const E = 'evidence/week.yaml'
  const other = 'f'.repeat(64)
  test.each<[string, Readonly<Record<string, string>>, string[]]>([
    [
      'of another artefact',
      { digest: other },
      [`${E}:6:1 This is not the digest of the artefact, which is \`${digest}\``],
    ],
    [
      'signed over something else',
      { signature: `0x${'1'.repeat(128)}` },
      [`${E}:8:1 The signature is not this`],
    ],
    [
      'with nothing right, which is told the line that mends it',
      { digest: other, blocks: '{ from: 9, to: 8 }' },
      [
        `${E}:4:1 The first block comes after`,
        `${E}:6:1 This is not the digest`,
        `${E}:8:1 The signature is not this address's over your message. Sign exactly \`tributary:evidence:v1:test:12:8-9:${digest}\` with`,
      ],
    ],
    [
      'of another signer',
      { signer: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' },
      [`${E}:8:1 The signature is not this address's`],
    ],
    ['whose artefact is missing', { artefact: 'evidence/none.csv' }, [`${E}:6:1 The artefact is not in the`]],
    [
      'that leaves its folder',
      { artefact: 'evidence/../architecture.yaml' },
      [`${E}:5:1 Write the path of a`],
    ],
    [
      'with blocks turned round',
      { blocks: '{ from: 200, to: 100 }' },
      [`${E}:4:1 The first block comes after`],
    ],
    ['with a network that is no id', { network: '"test:12"' }, [`${E}:2:1 Write small letters`]],
    ['with a short digest', { digest: 'abc' }, [`${E}:6:1 Write 64 hex digits.`]],
    ['with a typing error', { signer: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQX' }, [`${E}:7:1 The`]],
  ])('%s is refused', (_, changes, expected) => {
    const reading = read(files(evidence(changes).text))
    expect(told(reading).map((line, place) => line.slice(0, expected[place]?.length))).toEqual(expected)
    expect(reading.evidence).toEqual([])
  })

  test('is checked a hundred times, not more', () => {
    const pieces = Array.from(
      { length: 101 },
      (_, n) => [`evidence/w${100 + n}.yaml`, evidence().text] as const,
    )
    const reading = read({ ...Object.fromEntries(pieces), 'evidence/week.csv': csv })
    expect(reading.evidence).toHaveLength(100)
    expect(told(reading)).toEqual([expect.stringMatching(/^evidence\/w200\.yaml:0:0 More than 100 pieces/)])
  })

  test('alone changes no architecture, but is checked', () => {
    const reading = read(files(evidence({ digest: other }).text), { changed: ['evidence/week.csv'] })
    expect(reading.touches).toBe(false)
    expect(reading.problems).toHaveLength(1)
  })
})

describe('much of it', () => {
  const many = (count: number, text: (id: string) => string) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`mechanisms/m${n}.yaml`, text(`m${n}`)] as const),
    )

  test('three hundred files are read in time, a hundred problems are kept, and the rest counted', () => {
    const before = process.threadCpuUsage()
    const reading = read(many(300, (id) => mechanism(id).replace('40 %', '41 %')))
    expect(process.threadCpuUsage(before).user).toBeLessThan(3_000_000)
    expect(reading.problems).toHaveLength(101)
    expect(reading.problems.at(-1)).toEqual({
      file: 'mechanisms/m143.yaml',
      line: 0,
      column: 0,
      message: 'And 500 more problems, from here on.',
    })
  })

  test('more YAML than 256 KiB is not read on', () => {
    const reading = read(many(40, (id) => `${mechanism(id)}#${'x'.repeat(20_000)}`))
    const unread = reading.problems.filter(({ message }) => message.includes('files together are larger'))
    expect(unread.length).toBeGreaterThan(10)
    const flood = Array.from(
      { length: 40 },
      (_, n) => [`evidence/e${n}.yaml`, `#${'x'.repeat(20_000)}`] as const,
    )
    expect(read(Object.fromEntries(flood)).problems.every(({ file }) => file.startsWith('evidence/'))).toBe(
      true,
    )
  })

  test('a thousand files are the most', () => {
    const reading = read(many(1_000, mechanism))
    expect(told(reading)).toEqual([
      'architecture.yaml:0:0 There are more than 1000 files of architecture and evidence: remove some.',
    ])
  })
})
