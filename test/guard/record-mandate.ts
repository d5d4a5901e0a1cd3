import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { mandateTales } from '../support/mandate-tales.ts'
import { freeze } from './freeze.ts'

// Freezes a live subnet into which changes of its architecture are merged: `node test/guard/record-mandate.ts`. It was run once, like the others.

await freeze('mandate', (ledger) => live(ledger, stream(), mandateTales.refused))
