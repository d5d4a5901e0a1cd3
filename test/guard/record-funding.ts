import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { furtherTale } from '../support/further-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a live subnet that asks for more funding three times: `node test/guard/record-funding.ts`. It was run once, like the others.

await freeze('funding', (ledger) => live(ledger, stream(), furtherTale))
