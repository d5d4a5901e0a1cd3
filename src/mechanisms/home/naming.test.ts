import fc from 'fast-check'
import { expect, test } from 'vitest'
import { homeDescription, homeName, isMarked } from './naming.ts'

const idea = (title: string, issue = 3) => ({
  repository: { id: 7, owner: 'riverbed', name: 'market' },
  issue,
  terms: { title },
})

test.for([
  ['Maps are out of date', 'maps-are-out-of-date-3'],
  ['  Überfüllte Häfen: 24/7! ', 'uberfullte-hafen-24-7-3'],
  ['地図', 'subnet-3'],
  ['--', 'subnet-3'],
] as const)('"%s" is made in %s', ([title, name]) => {
  expect(homeName(idea(title))).toBe(name)
})

test('whatever the title, GitHub takes name and description, and no other idea has them', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.integer({ min: 1, max: 10_000_000 }),
      (title, issue) => {
        const own = idea(title, issue)
        expect(homeName(own)).toMatch(/^[a-z0-9][a-z0-9-]{0,98}-\d+$|^[a-z0-9-]+$/)
        expect(homeName(own).length).toBeLessThanOrEqual(100)
        expect([...homeDescription(own)].length).toBeLessThanOrEqual(350)
        expect(isMarked(homeDescription(own), own)).toBe(true)
        expect(isMarked(homeDescription(own), idea(title, issue + 1))).toBe(false)
      },
    ),
  )
  expect(isMarked(null, idea('Maps'))).toBe(false)
  expect(isMarked('Maps', idea('Maps'))).toBe(false)
})
