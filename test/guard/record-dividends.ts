import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { dailyTale } from '../support/mined-tales.ts'
import { freeze } from './freeze.ts'

// Freezes a live subnet whose days are reckoned: `node test/guard/record-dividends.ts`. It was run once, like the others.

await freeze('dividends', (ledger) => live(ledger, stream(), dailyTale))
