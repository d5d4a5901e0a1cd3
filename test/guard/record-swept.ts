import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { sweptTale } from '../support/swept-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a dissolved subnet whose pots give back what they had: `node test/guard/record-swept.ts`. It was run once, like the others.

await freeze('swept', (ledger) => live(ledger, stream(), sweptTale))
