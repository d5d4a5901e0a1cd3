import { describe } from 'vitest'
import { startPostgres } from '../postgres.ts'
import { tellLive } from './live.ts'

describe('on PGlite, with a multisig account for a treasury', () =>
  tellLive(async () => ({ stop: async () => undefined }), false))

describe('on PostgreSQL, with a treasury that has no key', () => tellLive(startPostgres, true))
