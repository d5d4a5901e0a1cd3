import { expect, test } from 'vitest'
import { type AlphaAt, leftToNobody, nobodys } from './alpha.ts'
import { openAlphaBook } from './alpha-book.ts'

/** Of each whole alpha the owner has 18 %; of the rest miners and validators have a half each, and root has nothing. */
const before: AlphaAt = {
  out: 10_000n,
  pool: 5_000n,
  held: 9_000n,
  pending: { owner: 180n, servers: 410n, validators: 410n },
  created: 1_000n,
  cut: 11_796,
  root: { tao: 0n, weight: 0n },
  epoch: 7,
  dividends: [0n, 0n, 9n],
}
const block = (news: Partial<AlphaAt>): AlphaAt => ({ ...before, out: 11_000n, ...news })

test('between two epochs a block leaves what its emission rounds away, to the unit', () => {
  const after = block({ pending: { owner: 359n, servers: 820n, validators: 820n } })
  expect(leftToNobody(8, before, after, [])).toEqual({ least: 1n, most: 1n })
  expect(nobodys(after) - nobodys(before)).toBe(1n)
})

test('an epoch in which nobody earned leaves all but the owner’s cut', () => {
  const after = block({ epoch: 8, dividends: [0n, 0n, 0n] })
  expect(leftToNobody(8, before, after, [0n, 0n, 0n])).toEqual({ least: 1_641n, most: 1_641n })
})

test('an epoch leaves what miners did not earn and the owner’s neuron did, and a little for each neuron', () => {
  const left = leftToNobody(8, before, block({ epoch: 8 }), [20n, 500n, 0n])
  // Of 820 for miners 500 went to one that is not the owner’s.
  expect(left).toEqual({ least: 321n, most: 330n })
})

test('where validators earned and no miner did, they have it all', () => {
  expect(leftToNobody(8, before, block({ epoch: 8 }), [])).toEqual({ least: 1n, most: 10n })
})

test('the book names the block in which one unit was lost, or made', () => {
  const now = block({ pending: { owner: 359n, servers: 820n, validators: 820n } })
  for (const units of [-1n, 0n, 1n]) {
    const book = openAlphaBook({} as Parameters<typeof openAlphaBook>[0])
    book.enter(7, new Map([[1, before]]), [])
    book.enter(8, new Map([[1, { ...now, held: now.held - units }]]), [])
    expect([...book.leaks]).toEqual(units === 0n ? [] : [[1, { block: 8, units }]])
  }
})
