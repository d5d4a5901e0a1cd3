import { writeFile } from 'node:fs/promises'
import { keepConfig } from '../../src/ledger/configs.ts'
import { exportLedger } from '../../src/ledger/export.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { live } from '../support/addressed.ts'
import { repository, stream } from '../support/commands.ts'
import { dissolvedTales } from '../support/dissolved-tale.ts'
import { minedConfig } from '../support/mined-commands.ts'
import { frozenFile } from './frozen.ts'

// Freezes what the rules decide of a subnet that the chain dissolves: `node test/guard/record-dissolved.ts`. It was run once, like the others.

const ledger = await openLedger()
try {
  await keepConfig(ledger.queries, repository.id, minedConfig)
  await live(ledger, stream(), dissolvedTales.repaid)
  await writeFile(frozenFile('dissolved'), exportLedger(ledger.queries), { flag: 'wx' })
} finally {
  await ledger.close()
}
