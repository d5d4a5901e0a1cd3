import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { mandateTales } from '../support/mandate-tales.ts'
import { freeze } from './freeze.ts'

// Freezes a live subnet with a change that waits until the operator gives up a call: `node test/guard/record-waiting.ts`. It was run once, like the others.

await freeze('waiting', (ledger) => live(ledger, stream(), mandateTales.followed))
