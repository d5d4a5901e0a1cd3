import { keepConfig } from '../../src/ledger/configs.ts'
import { live } from '../support/addressed.ts'
import { repository, stream } from '../support/commands.ts'
import { slowConfig, slowly } from '../support/slow.ts'
import { updateTales } from '../support/update-tales.ts'
import { freeze } from './freeze.ts'

// Freezes a live subnet whose update is broken by an incident. `node test/guard/record-doubted.ts`. It was run once, like the others.

await freeze('doubted', async (ledger) => {
  await keepConfig(ledger.queries, repository.id, slowConfig)
  await live(ledger, stream(), slowly(updateTales.upheld))
})
