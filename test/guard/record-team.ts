import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { teamTale } from '../support/mined-tales.ts'
import { freeze } from './freeze.ts'

// Freezes a subnet whose roles people hold: `node test/guard/record-team.ts`. It was run once, like the others.

await freeze('team', (ledger) => live(ledger, stream(), teamTale))
