import { describe } from 'vitest'
import { failing, tellLaunch } from './launch.ts'
import { LAUNCHES } from './matrix.ts'
import { slashedForItsHealth } from './slash.ts'

describe('on PGlite, with a multisig account for a treasury', { timeout: 60_000 }, () =>
  tellLaunch({
    start: async () => ({ stop: async () => undefined }),
    pure: false,
    kills: LAUNCHES.PGlite,
    slashed: slashedForItsHealth,
    settings: failing(1, '1 day'),
  }),
)
