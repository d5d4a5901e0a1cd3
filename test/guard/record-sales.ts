import { writeFile } from 'node:fs/promises'
import { keepConfig } from '../../src/ledger/configs.ts'
import { exportLedger } from '../../src/ledger/export.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { live } from '../support/addressed.ts'
import { repository, stream } from '../support/commands.ts'
import { minedConfig } from '../support/mined-commands.ts'
import { soldTale } from '../support/mined-tales.ts'
import { frozenFile } from './frozen.ts'

// Freezes a subnet whose output is bought: `node test/guard/record-sales.ts`. It was run once, like the others.

const ledger = await openLedger()
try {
  await keepConfig(ledger.queries, repository.id, minedConfig)
  await live(ledger, stream(), soldTale)
  await writeFile(frozenFile('sales'), exportLedger(ledger.queries), { flag: 'wx' })
} finally {
  await ledger.close()
}
