import { describe } from 'vitest'
import { startPostgres } from '../postgres.ts'
import { killedWithAnIdea } from './killed.ts'
import { IDEA } from './matrix.ts'

describe('on PGlite', () =>
  killedWithAnIdea(async () => ({ stop: async () => undefined }), IDEA.night.PGlite))

describe('on PostgreSQL', () => killedWithAnIdea(startPostgres, IDEA.night.PostgreSQL))
