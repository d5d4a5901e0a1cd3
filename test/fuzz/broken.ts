import assert from 'node:assert/strict'
import type { Target } from './target.ts'

// Parsers with one fault each: by them the fuzzing is seen to find what it must.

const like = { cases: 20_000, limit: 40, corpus: ['/score 80'], tokens: ['x'], floods: 1_000 }

export const broken: readonly Target[] = [
  {
    ...like,
    name: 'broken: throws',
    check: (input) => assert(!input.includes('\ud800'), 'a lone surrogate'),
  },
  {
    ...like,
    name: 'broken: rejects',
    check: async (input) => {
      if (input.startsWith('//')) throw new TypeError('two slashes')
    },
  },
  { ...like, name: 'broken: slow', check: (input) => void (input.length > 60_000 && waste(80)) },
  { ...like, name: 'broken: hangs', check: (input) => void (input.includes('<!--') && waste(600_000)) },
]

/** Of the thread's own time: in a busy place it gets less of it. */
function waste(milliseconds: number): void {
  const end = process.threadCpuUsage().user + milliseconds * 1_000
  while (process.threadCpuUsage().user < end);
}
