import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Changes } from '../runtime/overlay.ts'
import { createStateHistory } from './state-history.ts'

const key = fc.constantFrom('0x01', '0x0102', '0x0103', '0x02', '0x0204')
const value = fc.option(fc.constantFrom('0x', '0x00', '0xff', '0xabcd'), { nil: null })
const changes = fc.array(fc.tuple(key, value), { maxLength: 5 }).map((pairs): Changes => new Map(pairs))
const blocks = fc.array(changes, { minLength: 1, maxLength: 8 })

test('every block’s state is what its changes made of the one before, also after a fork and after pruning', () => {
  fc.assert(
    fc.property(blocks, blocks, fc.nat(7), fc.nat(7), (trunk, branch, forkAt, pruneAt) => {
      const fork = Math.min(forkAt, trunk.length - 1)
      const history = createStateHistory()
      for (const [number, change] of trunk.entries()) history.apply(number, change)
      history.revert(fork)
      for (const [index, change] of branch.entries()) history.apply(fork + 1 + index, change)
      const canonical = [...trunk.slice(0, fork + 1), ...branch]
      const oldest = Math.min(pruneAt, fork)
      history.prune(oldest)
      expect(history.oldest()).toBe(oldest)
      const expected = states(canonical)
      for (let number = oldest; number < canonical.length; number++) {
        expect(contents(history, number)).toEqual(expected[number])
      }
    }),
  )
})

test('the root says what is in the state, and nothing of how it came there', () => {
  fc.assert(
    fc.property(blocks, blocks, (one, other) => {
      const [a, b] = [one, other].map((list) => {
        const history = createStateHistory()
        for (const [number, change] of list.entries()) history.apply(number, change)
        return { root: history.rootWith(new Map()), content: states(list).at(-1) }
      })
      expect(a?.root === b?.root).toBe(JSON.stringify(a?.content) === JSON.stringify(b?.content))
    }),
  )
})

/** The entries after each block, in key order. */
function states(list: readonly Changes[]): Array<Array<[string, string]>> {
  const state = new Map<string, string>()
  return list.map((change) => {
    for (const [changed, next] of change) {
      if (next === null) state.delete(changed)
      else state.set(changed, next)
    }
    return [...state].sort(([a], [b]) => (a < b ? -1 : 1))
  })
}

function contents(history: ReturnType<typeof createStateHistory>, number: number): Array<[string, string]> {
  const state = history.at(number)
  return state.keys('0x').map((found) => [found, state.get(found) ?? ''])
}
