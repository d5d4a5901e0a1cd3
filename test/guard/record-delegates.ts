import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { delegatesTales } from '../support/delegates-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a live subnet whose payroll and hotkey get proxies: `node test/guard/record-delegates.ts`. It was run once, like the others.

await freeze('delegates', (ledger) => live(ledger, stream(), delegatesTales.replaced))
