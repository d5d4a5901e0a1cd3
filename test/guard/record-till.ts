import { writeFile } from 'node:fs/promises'
import { keepConfig } from '../../src/ledger/configs.ts'
import { exportLedger } from '../../src/ledger/export.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { isRefund } from '../../src/mechanisms/streams/names.ts'
import { handTo } from '../support/addressed.ts'
import { repository } from '../support/commands.ts'
import { minedConfig } from '../support/mined-commands.ts'
import { frozenFile } from './frozen.ts'
import { tillTale } from './till-tale.ts'

// Freezes what the rules decide in `till-tale.ts`: `node test/guard/record-till.ts`. It was run once, like the others.

const ledger = await openLedger()
try {
  await keepConfig(ledger.queries, repository.id, minedConfig)
  await ledger.write(async (writing) => {
    for (const { stream, command } of tillTale) {
      const { refusal } = isRefund(stream)
        ? await writing.handle(stream, command)
        : await handTo(writing, stream, command as Parameters<typeof handTo>[2])
      if (refusal) throw new Error(`${stream}: ${command.type} is refused: ${refusal.code}`)
    }
  })
  await writeFile(frozenFile('till'), exportLedger(ledger.queries), { flag: 'wx' })
} finally {
  await ledger.close()
}
