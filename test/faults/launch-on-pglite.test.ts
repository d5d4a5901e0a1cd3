import { describe } from 'vitest'
import { failing, LAUNCH, tellLaunch } from './launch.ts'
import { slashedForItsHealth } from './slash.ts'

describe('on PGlite, with a multisig account for a treasury', { timeout: 60_000 }, () =>
  tellLaunch({
    start: async () => ({ stop: async () => undefined }),
    pure: false,
    kills: LAUNCH,
    slashed: slashedForItsHealth,
    settings: failing('1 second'),
  }),
)
