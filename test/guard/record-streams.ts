import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { freeze } from './freeze.ts'
import { streamsTale } from './streams-tale.ts'

// Freezes what the rules decide in `streams-tale.ts`: `node test/guard/record-streams.ts`. It was run once, like the others.

await freeze('streams', (ledger) => live(ledger, stream(), streamsTale))
