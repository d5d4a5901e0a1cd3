import { describe } from 'vitest'
import { startPostgres } from '../postgres.ts'
import { tellMonths } from './month.ts'

describe('on PGlite, with a multisig account for a treasury', () =>
  tellMonths(async () => ({ stop: async () => undefined }), false))

describe('on PostgreSQL, with a treasury that has no key', () => tellMonths(startPostgres, true))
