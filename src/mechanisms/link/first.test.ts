import { expect, test } from 'vitest'
import type { SubnetView } from '../subnet/view.ts'
import { firstPaid } from './first.ts'

const idea = (issue: number, block: number | null, index = 0) => ({
  issue,
  paid: block === null ? null : ({ block, index } as NonNullable<SubnetView['paid']>),
})

test('who paid first has the link, by block and then by place in it, however early others opened an issue', () => {
  expect(firstPaid([idea(1, null), idea(2, 9), idea(3, 8, 4), idea(4, 8, 2)])?.issue).toBe(4)
})

test('who has not paid has nothing', () => {
  expect(firstPaid([idea(1, null)])).toBeUndefined()
  expect(firstPaid([])).toBeUndefined()
})
