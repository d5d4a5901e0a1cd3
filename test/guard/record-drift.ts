import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { driftTale } from '../support/drift-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a live subnet whose chain differs from its architecture: `node test/guard/record-drift.ts`. It was run once, like the others.

await freeze('drift', (ledger) => live(ledger, stream(), driftTale))
