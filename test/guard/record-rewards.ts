import { keepConfig } from '../../src/ledger/configs.ts'
import { live } from '../support/addressed.ts'
import { repository, stream } from '../support/commands.ts'
import { slowConfig, slowly } from '../support/slow.ts'
import { updateTales } from '../support/update-tales.ts'
import { freeze } from './freeze.ts'

// Freezes a live subnet whose update has a new role, and pays its author: `node test/guard/record-rewards.ts`. It was run once, like the others.

await freeze('rewards', async (ledger) => {
  await keepConfig(ledger.queries, repository.id, slowConfig)
  await live(ledger, stream(), slowly(updateTales.rewarded))
})
