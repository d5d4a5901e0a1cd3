import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { payoutTale } from '../support/payout-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a live subnet whose days are paid: `node test/guard/record-payouts.ts`. It was run once, like the others.

await freeze('payouts', (ledger) => live(ledger, stream(), payoutTale))
