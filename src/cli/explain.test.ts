import { expect, test } from 'vitest'
import { explain } from './explain.ts'

test('an error says its cause, once', () => {
  const refused = new AggregateError([new Error('connect ECONNREFUSED ::1:5432'), new Error('another')])
  const query = new Error('Failed query: CREATE SCHEMA\nparams: ', { cause: refused })
  expect(explain(query)).toBe('Failed query: CREATE SCHEMA\nCause: connect ECONNREFUSED ::1:5432')
  expect(explain(new Error('It failed: too late.', { cause: new Error('too late.') }))).toBe(
    'It failed: too late.',
  )
  expect(explain(new Error('first line\nsecond line'))).toBe('first line\nsecond line')
})

test('whatever was thrown, it is words', () => {
  expect(explain({ code: 1010, message: 'Invalid Transaction' })).toBe('Invalid Transaction')
  expect(explain({ code: 7 })).toBe('{"code":7}')
  expect(explain(null)).toBe('null')
  expect(explain(new TypeError())).toBe('TypeError')
  expect(explain(new AggregateError([]))).toBe('')
})
