import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fingerprint } from '../../../handlers/proposal/fingerprint.ts'
import { containment, similarity } from '../../../mechanisms/proposal/similarity.ts'
import { type Files, kernelsBy } from './architectures.ts'

const SCAFFOLD = join(import.meta.dirname, '../../../../templates/home/scaffold')

const contentsOf = (files: Files) =>
  new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]))

/** What every proposal begins with. */
const scaffold: Files = Object.fromEntries(
  readdirSync(SCAFFOLD, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.yaml(\.eta)?$/.test(path))
    .map((path) => [path.replace('.eta', ''), readFileSync(join(SCAFFOLD, path), 'utf8')]),
)

test('proposals that begin with the same scaffold are no copies, even where one learned from another', () => {
  const authors = ['nora', 'mia', 'milo', 'better'] as const
  const prints = authors.map((name) =>
    fingerprint(contentsOf({ ...scaffold, ...kernelsBy(name) }), contentsOf(scaffold)),
  )
  for (const [place, one] of prints.entries()) {
    expect(one.length).toBeGreaterThan(50)
    for (const other of prints.filter((_, at) => at !== place)) {
      expect(similarity(one, other)).toBeLessThan(6_000)
      expect(containment(other, one)).toBeLessThan(8_000)
    }
  }
})
