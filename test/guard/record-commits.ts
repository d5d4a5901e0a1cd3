import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { weightsTales } from '../support/weights-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a subnet whose weights are committed until a round: `node test/guard/record-commits.ts`. It was run once, like the others.

await freeze('commits', (ledger) => live(ledger, stream(), weightsTales.committed))
