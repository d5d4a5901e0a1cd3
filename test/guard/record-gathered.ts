import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { gatheredTale } from '../support/gathered-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a live subnet to which alpha came under other hotkeys: `node test/guard/record-gathered.ts`. It was run once, like the others.

await freeze('gathered', (ledger) => live(ledger, stream(), gatheredTale))
