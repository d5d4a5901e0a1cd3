import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { weightsTales } from '../support/weights-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a subnet whose team's standings become weights: `node test/guard/record-weights.ts`. It was run once, like the others.

await freeze('weights', (ledger) => live(ledger, stream(), weightsTales.left))
