import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { returnedTales } from '../support/returned-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a subnet that is not registered in time: `node test/guard/record-returned.ts`. It was run once, like the others.

await freeze('returned', (ledger) => live(ledger, stream(), returnedTales.repaid))
