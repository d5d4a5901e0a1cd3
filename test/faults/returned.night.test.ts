import { describe } from 'vitest'
import { startPostgres } from '../postgres.ts'
import { tellReturned } from './returned.ts'

describe('on PGlite, with a multisig account for a treasury', () =>
  tellReturned(async () => ({ stop: async () => undefined }), false))

describe('on PostgreSQL, with a treasury that has no key', () => tellReturned(startPostgres, true))
