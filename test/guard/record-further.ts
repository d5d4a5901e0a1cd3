import { writeFile } from 'node:fs/promises'
import { keepConfig } from '../../src/ledger/configs.ts'
import { exportLedger } from '../../src/ledger/export.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { repository } from '../support/commands.ts'
import { minedConfig } from '../support/mined-commands.ts'
import { frozenFile } from './frozen.ts'
import { furtherSteps } from './tales.ts'

// Has the rules decide on every step of `tales.ts` and freezes what they decided: `node test/guard/record-further.ts`. It was
// run once, like `record-story.ts`.

const ledger = await openLedger()
try {
  await keepConfig(ledger.queries, repository.id, minedConfig)
  for (const { stream, command } of furtherSteps()) {
    await ledger.write(async (writing) => {
      const { refusal } =
        command.type === 'LinkColdkey' ? await writing.link(command) : await writing.handle(stream, command)
      if (refusal) throw new Error(`${stream}: ${command.type} is refused: ${refusal.code}`)
    })
  }
  await writeFile(frozenFile('further'), exportLedger(ledger.queries), { flag: 'wx' })
} finally {
  await ledger.close()
}
