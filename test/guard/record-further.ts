import { writeFile } from 'node:fs/promises'
import { exportLedger } from '../../src/ledger/export.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { frozenFile } from './frozen.ts'
import { tellFurther } from './tell-further.ts'

// Freezes what the rules decide on every step of `tales.ts`: `node test/guard/record-further.ts`. It was run once, like
// `record-story.ts`.

const ledger = await openLedger()
try {
  await tellFurther(ledger)
  await writeFile(frozenFile('further'), exportLedger(ledger.queries), { flag: 'wx' })
} finally {
  await ledger.close()
}
