import { describe } from 'vitest'
import { killedWithAnIdea } from './killed.ts'
import { IDEA } from './matrix.ts'

describe('on PGlite', () => killedWithAnIdea(async () => ({ stop: async () => undefined }), IDEA.gate.PGlite))
