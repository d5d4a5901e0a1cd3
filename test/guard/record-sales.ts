import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { soldTale } from '../support/mined-tales.ts'
import { freeze } from './freeze.ts'

// Freezes a subnet whose output is bought: `node test/guard/record-sales.ts`. It was run once, like the others.

await freeze('sales', (ledger) => live(ledger, stream(), soldTale))
