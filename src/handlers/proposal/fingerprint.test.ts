import fc from 'fast-check'
import { expect, test } from 'vitest'
import { containment, FINGERPRINT_SIZE, similarity } from '../../mechanisms/proposal/similarity.ts'
import { fingerprint } from './fingerprint.ts'
import { filesOf, mechanism, repository } from './testing/repository.ts'

const words = 'field map edge river farm tile noon cloud band pixel crop soil label truth score week'.split(
  ' ',
)

/** A text of its own for each seed, by a small linear congruential generator. */
function essay(seed: number, lines = 40): string {
  let state = seed
  const word = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return words[(state >>> 8) % words.length] ?? ''
  }
  return Array.from({ length: lines }, () => `  ${Array.from({ length: 12 }, word).join(' ')}.`).join('\n')
}

const scored = (id: string, seed: number, lines?: number) =>
  mechanism(id).replace('  every hour.', essay(seed, lines))

const base = filesOf(repository)
const proposal = (seed: number) =>
  fingerprint(filesOf({ ...repository, 'mechanisms/maps.yaml': scored('maps', seed) }), base)

test('is of different hashes, rising, and at most so many', () => {
  const long = filesOf({ ...repository, 'mechanisms/maps.yaml': scored('maps', 1, 200) })
  const hashes = fingerprint(long, base)
  expect(hashes).toEqual([...new Set(hashes)].toSorted((a, b) => a - b))
  expect(hashes).toHaveLength(FINGERPRINT_SIZE)
  expect(hashes.every((hash) => Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32)).toBe(true)
})

test('what adds nothing has none: not even where files are renamed, put in another order or indented otherwise', () => {
  expect(fingerprint(base, base)).toEqual([])
  const { 'mechanisms/maps.yaml': maps = '', ...others } = repository
  expect(fingerprint(filesOf({ 'mechanisms/renamed.yaml': maps, ...others }), base)).toEqual([])
  expect(
    fingerprint(filesOf({ ...repository, 'mechanisms/maps.yaml': maps.replaceAll('\n', '\r\n\n ') }), base),
  ).toEqual([])
  expect(fingerprint(filesOf({ ...repository, 'README.md': essay(3) }), base)).toEqual([])
})

test('renamed ids, other whitespace, other case leave a copy near', () => {
  const copy = scored('maps', 1).replaceAll('maps', 'charts').toUpperCase().replaceAll(' ', '   ')
  const files = filesOf({ ...repository, 'mechanisms/charts.yaml': copy })
  expect(similarity(fingerprint(files, base), proposal(1))).toBeGreaterThan(9_000)
})

test('a few changed lines leave it near, another text is far', () => {
  const changed = scored('maps', 1).split('\n')
  changed.splice(10, 1, '  something else entirely is written on this line now')
  const near = fingerprint(filesOf({ ...repository, 'mechanisms/maps.yaml': changed.join('\n') }), base)
  expect(similarity(near, proposal(1))).toBeGreaterThan(8_500)
  expect(similarity(proposal(2), proposal(1))).toBeLessThan(500)
})

test('a copy with three times as much text of its own, in whatever order, is in the later one all the same', () => {
  for (const lines of [40, 100]) {
    const original = scored('maps', 1, lines)
    const earlier = fingerprint(filesOf({ ...repository, 'mechanisms/maps.yaml': original }), base)
    const [before = '', after = ''] = scored('charts', 2, lines * 3).split('weights:')
    const text = original.slice(original.indexOf('scored:')).replaceAll('maps', 'charts').split('\n')
    const blocks = Array.from({ length: Math.ceil(text.length / 10) }, (_, n) =>
      text.slice(n * 10, n * 10 + 10),
    )
    const later = {
      ...repository,
      'mechanisms/charts.yaml': `${before}${blocks.toReversed().flat().join('\n')}\nweights:${after}`,
    }
    const diluted = fingerprint(filesOf(later), base)
    expect(similarity(diluted, earlier)).toBeLessThan(4_000)
    expect(containment(earlier, diluted, 9_000)).toBeGreaterThan(9_000)
    expect(containment(diluted, earlier)).toBeLessThan(4_000)
  }
})

test('comments count', () => {
  const commented = (repository['roles/engineer.yaml'] ?? '').replace(
    'duties:',
    '# one two three four five\nduties:',
  )
  expect(fingerprint(filesOf({ ...repository, 'roles/engineer.yaml': commented }), base)).toHaveLength(1)
})

test('whatever is added, the order of files says nothing', () => {
  const line = fc.constantFrom(
    ...(repository['roles/engineer.yaml'] ?? '').split('\n'),
    'one two three four five six',
    'seven eight nine',
  )
  const content = fc.oneof(
    fc.array(line, { maxLength: 10 }).map((lines) => lines.join('\n')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  )
  const file = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), content)
  fc.assert(
    fc.property(fc.array(file, { maxLength: 5 }), (files) => {
      const texts = files.map(([id, text]) => [`roles/${id}.yaml`, text] as const)
      const [one, other] = [Object.fromEntries(texts), Object.fromEntries(texts.toReversed())]
      const unique = new Set(texts.map(([path]) => path)).size === texts.length
      if (unique) expect(fingerprint(filesOf(one), base)).toEqual(fingerprint(filesOf(other), base))
      expect(fingerprint(filesOf(one), filesOf(one))).toEqual([])
    }),
  )
})
