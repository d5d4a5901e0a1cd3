import { writeFile } from 'node:fs/promises'
import { keepConfig } from '../../src/ledger/configs.ts'
import { exportLedger } from '../../src/ledger/export.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { repository } from '../support/commands.ts'
import { minedConfig } from '../support/mined-commands.ts'
import { type Frozen, frozenFile } from './frozen.ts'

/** Writes what a new ledger holds once something was told to it. Throws where the file is there: none is ever written again. */
export async function freeze(name: Frozen, tell: (ledger: Ledger) => Promise<void>): Promise<void> {
  const ledger = await openLedger()
  try {
    await keepConfig(ledger.queries, repository.id, minedConfig)
    await tell(ledger)
    await writeFile(frozenFile(name), exportLedger(ledger.queries), { flag: 'wx' })
  } finally {
    await ledger.close()
  }
}
