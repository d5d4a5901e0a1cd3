import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Entry, type Tree, undoing } from './tree.ts'

const entry = (sha: string): Entry => ({ mode: '100644', type: 'blob', sha })
const tree = (files: Readonly<Record<string, string>>): Tree =>
  new Map(Object.entries(files).map(([path, sha]) => [path, entry(sha)]))

test('what a merge changed, added and took away is put back, and what came since stays', () => {
  const before = tree({ a: '1', b: '1', gone: '1' })
  const merged = tree({ a: '2', b: '1', added: '1' })
  expect(undoing(before, merged, tree({ a: '2', b: '9', added: '1', since: '1' }))).toEqual(
    new Map([
      ['a', entry('1')],
      ['gone', entry('1')],
      ['added', null],
    ]),
  )
})

test('what somebody has changed since is for a person to say, and what is back already is left', () => {
  const [before, merged] = [tree({ a: '1' }), tree({ a: '2' })]
  expect(undoing(before, merged, tree({ a: '3' }))).toBeNull()
  expect(undoing(before, merged, tree({}))).toBeNull()
  expect(undoing(before, merged, before)).toEqual(new Map())
  const runnable: Tree = new Map([['a', { ...entry('2'), mode: '100755' }]])
  expect(undoing(before, merged, runnable)).toBeNull()
})

test('undone, every file that the merge touched is as before, and every other as now', () => {
  const files = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3')).map(tree)
  fc.assert(
    fc.property(files, files, files, (before, merged, now) => {
      const undo = undoing(before, merged, now)
      if (!undo) return
      const after = new Map(now)
      for (const [path, one] of undo) one ? after.set(path, one) : after.delete(path)
      for (const path of ['a', 'b', 'c']) {
        const isTouched = before.get(path)?.sha !== merged.get(path)?.sha
        expect(after.get(path)).toEqual((isTouched ? before : now).get(path))
      }
    }),
  )
})
