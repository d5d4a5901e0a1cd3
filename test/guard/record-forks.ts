import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { forkTales } from '../support/fork-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a subnet that is forked, with its fork: `node test/guard/record-forks.ts`. It was run once, like the others.

await freeze('forks', (ledger) => live(ledger, stream(), forkTales.again))
