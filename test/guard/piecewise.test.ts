import { expect, test } from 'vitest'
import { sections } from '../../src/handlers/sections.ts'
import { cut, cutAnyhow, expectSame, frozen, still, told } from './cut-tales.ts'

// A thread is put together from sections that were rendered at different times. It says what it would say rendered whole.

test.each([...frozen, ...told])(
  '$name: cut anyhow, it says what it says when it is rendered whole',
  ({ moments }) => {
    for (const settlement of [still, { held: true, open: false }])
      expectSame(cut(moments, [{ size: 1, settlement }]))
    cutAnyhow(moments, 2)
  },
)

test('after the first time an event has fewer than an eighth of the sections rendered', () => {
  for (const { moments } of frozen) {
    const { jobs, sections: rendered } = expectSame(cut(moments, [{ size: 1, settlement: still }]))
    const first = new Set(moments.map(({ subnet }) => subnet)).size * sections.length
    expect((rendered - first) / jobs).toBeLessThan(sections.length / 8)
  }
})
