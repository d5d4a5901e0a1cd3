import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { minedTales } from '../../test/support/mined-tales.ts'
import { tales } from '../../test/support/tales.ts'
import { intents } from '../mechanisms/subnet/intents.ts'
import { refundReasons } from './deposit/words.ts'
import { tellSlowly } from './kit/testing/mined.ts'
import { tell } from './kit/testing/situations.ts'
import { steps } from './launch/words.ts'
import { lapses } from './mining/words.ts'
import { sections } from './sections.ts'
import { summaries } from './summary.ts'
import { intentNames, nameOfIntent, nameOfRefusal, refusalNames } from './words.ts'

const ROOT = join(import.meta.dirname, '../..')
const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith(ending),
  )

/** Filled by other engines than the comments'. */
const OTHERS = ['explorer/', 'charts/', 'home/scaffold/', 'idea/market/']

/** Templates that code names where it fills them, or where it says whose turn it is. */
function namedInCode(): string[] {
  const sources = filesIn('src', '.ts').filter((file) => !file.endsWith('.test.ts'))
  return sources.flatMap((file) =>
    [
      ...readFileSync(join(ROOT, 'src', file), 'utf8').matchAll(
        /render(?:Part|Template)\('([^']+)'|'([a-z]+\/notice\/[a-z-]+)'/g,
      ),
    ].map(([, filled, notice]) => filled ?? notice ?? ''),
  )
}

test('every template that is named is there, and none is left over', () => {
  const maps = [summaries, intentNames, refusalNames, refundReasons, lapses, steps].flatMap(Object.values)
  const named = new Set([...namedInCode(), ...maps, ...sections.map(({ template }) => template)])
  const there = filesIn('templates', '.md')
    .filter((file) => !OTHERS.some((folder) => file.startsWith(folder)))
    .map((file) => file.replace(/\.md$/, ''))
  expect([...named].sort()).toEqual(there.sort())
})

test('every intent that the rules wish in a tale has its name', () => {
  const states = [...Object.values(tales).map(tell), ...Object.values(minedTales).map(tellSlowly)]
  const names = new Set(states.flatMap(intents).map(nameOfIntent))
  for (const name of names) expect(name).toMatch(/\/intent\//)
  expect(names.size).toBeGreaterThan(10)
})

test('a purpose or a code that no family has is refused, and not shown by some other name', () => {
  for (const kind of ['bonus', 'constructor']) {
    expect(() => nameOfIntent({ purpose: { kind, about: [] } })).toThrow(kind)
    expect(() => nameOfRefusal({ code: kind, facts: {} })).toThrow(kind)
  }
})
