import { expect, test } from 'vitest'
import type { SubnetView } from '../../ledger/read.ts'
import { PHASES } from '../request.ts'
import { stagesOf } from './stages.ts'

const none = { loan: null, probation: null }
const marks = (view: object) =>
  stagesOf({ ...none, ...view } as unknown as SubnetView).map(({ mark }) => mark)

test('a subnet has been through what lies before where it stands', () => {
  expect(marks({ phase: 'minable' })).toEqual(['done', 'done', 'now', 'later', 'later', 'later'])
  expect(marks({ phase: 'live' })).toEqual(['done', 'done', 'done', 'done', 'done', 'now'])
})

test('where its life ended early, it ended there', () => {
  expect(marks({ phase: 'slashed' })[0]).toBe('ended')
  expect(marks({ phase: 'slashed', loan: { id: 3, endBlock: 9 } })[1]).toBe('ended')
  expect(marks({ phase: 'failed' })[4]).toBe('ended')
})

test('every phase stands somewhere', () => {
  for (const phase of PHASES)
    expect(marks({ phase }).filter((mark) => mark === 'now' || mark === 'ended')).toHaveLength(1)
})
