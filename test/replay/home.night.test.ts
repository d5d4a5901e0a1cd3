import { expect, test } from 'vitest'
import type { Recording } from '../../src/cli/replay/recordings.ts'
import { type End, openHome } from './home.ts'
import { shuffled } from './replaying.ts'

const home = openHome()
/** What the recordings lead to in the order in which they came. */
let inOrder: End
let calls: string[]

test('in order, all is handled', async () => {
  inOrder = await home.endAfter(home.recordings)
  calls = home.calls.toSorted()
  expect(inOrder.unhandled).toEqual({ stored: 0, retrying: 0, dead: 0 })
})

test.for<[string, (given: readonly Recording[]) => readonly Recording[]]>([
  ['reversed', (given) => given.toReversed()],
  ['doubled', (given) => [...given, ...given]],
  ['shuffled', shuffled],
])('%s, the end is the same and so are the calls', async ([, mixed]) => {
  expect(await home.endAfter(mixed(home.recordings))).toEqual(inOrder)
  expect(home.calls.toSorted()).toEqual(calls)
})
