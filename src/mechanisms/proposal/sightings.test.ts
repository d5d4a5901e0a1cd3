import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Sighting, withSighting } from './sightings.ts'

const push = (before: string, head: string): Sighting => ({ at: 5, head, status: 'open', before })
const seen = (head: string, status: Sighting['status'] = 'open'): Sighting => ({ at: 5, head, status })
const heardAs = (sightings: readonly Sighting[]) =>
  sightings.reduce<readonly Sighting[]>(withSighting, [{ at: 1, head: 'first', status: 'open' }])
const heads = (sightings: readonly Sighting[]) => sightings.map(({ head }) => head)

test('pushes of one second follow one another, in whatever order they are heard', () => {
  const pushes = ['a', 'b', 'c', 'd'].map((head, place, all) => push(all[place - 1] ?? 'first', head))
  fc.assert(
    fc.property(fc.shuffledSubarray(pushes, { minLength: pushes.length }), (heard) => {
      expect(heads(heardAs(heard))).toEqual(['first', 'a', 'b', 'c', 'd'])
    }),
  )
})

test('what else is said of a head in its second stands before the push that replaces it, and after the one that brought it', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([seen('first', 'draft'), push('first', 'a'), seen('a', 'closed')], {
        minLength: 3,
      }),
      (heard) => {
        const [, draft, pushed, closed] = heardAs(heard)
        expect([draft?.status, pushed?.head, closed?.status]).toEqual(['draft', 'a', 'closed'])
      },
    ),
  )
})

test('a push back to where it was, in the second of the push there, comes after it', () => {
  for (const heard of [
    [push('first', 'a'), push('a', 'first')],
    [push('a', 'first'), push('first', 'a')],
  ])
    expect(heads(heardAs(heard))).toEqual(['first', 'a', 'first'])
})

test('a later push tells which head of a second stood at its end', () => {
  const later: Sighting = { at: 9, head: 'z', status: 'open', before: 'a' }
  fc.assert(
    fc.property(fc.shuffledSubarray([seen('a'), seen('b'), later], { minLength: 3 }), (heard) => {
      expect(heads(heardAs(heard))).toEqual(['first', 'b', 'a', 'z'])
    }),
  )
})

test('of one second, what nothing puts in order stays as it was heard', () => {
  expect(heads(heardAs([seen('a'), seen('b')]))).toEqual(['first', 'a', 'b'])
  expect(heads(heardAs([seen('b'), seen('a')]))).toEqual(['first', 'b', 'a'])
})
