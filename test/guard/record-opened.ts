import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { weightsTales } from '../support/weights-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a subnet of whose commits the chain opens one and not the next: `node test/guard/record-opened.ts`. It was run once, like the others.

await freeze('opened', (ledger) => live(ledger, stream(), weightsTales.replaced))
