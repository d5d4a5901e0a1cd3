import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { mandateTales } from '../support/mandate-tales.ts'
import { freeze } from './freeze.ts'

// Freezes a live subnet whose guarantor says which side is right: `node test/guard/record-reconciled.ts`. It was run once, like the others.

await freeze('reconciled', (ledger) => live(ledger, stream(), mandateTales.settingBack))
