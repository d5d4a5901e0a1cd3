import { DrizzleQueryError } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'

test('a query that failed is told with its cause and without what was in it', () => {
  const lines: string[] = []
  const log = createLog('error', { write: (line) => lines.push(line) })
  const query = 'insert into deliveries (body) values ($1)'
  log.error(
    { err: new DrizzleQueryError(query, ['what somebody wrote'], new Error('connect ECONNREFUSED')) },
    'lost',
  )
  const [line = ''] = lines
  expect(line).not.toContain('what somebody wrote')
  expect(JSON.parse(line)).toMatchObject({ msg: 'lost', err: { message: 'connect ECONNREFUSED', query } })
})
