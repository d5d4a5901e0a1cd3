import { describe, onTestFinished } from 'vitest'
import { startPostgres } from '../../test/postgres.ts'
import { killedAtAnyMoment } from '../../test/support/intake-killed.ts'

describe('killed at any moment, on PostgreSQL', () =>
  killedAtAnyMoment(async () => {
    const { url, stop } = await startPostgres()
    onTestFinished(stop)
    return { DATABASE_URL: url }
  }))
