import { keepConfig } from '../../src/ledger/configs.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { live } from '../support/addressed.ts'
import { repository, stream } from '../support/commands.ts'
import { slowConfig, slowly } from '../support/slow.ts'
import { updateTales } from '../support/update-tales.ts'
import { freeze } from './freeze.ts'

// Freezes live subnets that are improved: an update that breaks and is set back, and one that holds. `node test/guard/record-update.ts`. It was run once, like
// the others.

const monthly = (tale: Parameters<typeof slowly>[0]) => async (ledger: Ledger) => {
  await keepConfig(ledger.queries, repository.id, slowConfig)
  await live(ledger, stream(), slowly(tale))
}

await freeze('broken', monthly(updateTales.slashed))
await freeze('updated', monthly(updateTales.secondTry))
