import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { storefrontTale } from '../support/storefront-tale.ts'
import { freeze } from './freeze.ts'

// Freezes a subnet that sells in an issue of its home: `node test/guard/record-storefront.ts`. It was run once, like the others.

await freeze('storefront', (ledger) => live(ledger, stream(), storefrontTale))
