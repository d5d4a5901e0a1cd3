import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { dissolvedTales } from '../support/dissolved-tale.ts'
import { freeze } from './freeze.ts'

// Freezes what the rules decide of a subnet that the chain dissolves: `node test/guard/record-dissolved.ts`. It was run once, like the others.

await freeze('dissolved', (ledger) => live(ledger, stream(), dissolvedTales.repaid))
