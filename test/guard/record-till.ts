import { isRefund } from '../../src/mechanisms/streams/names.ts'
import { handTo } from '../support/addressed.ts'
import { freeze } from './freeze.ts'
import { tillTale } from './till-tale.ts'

// Freezes what the rules decide in `till-tale.ts`: `node test/guard/record-till.ts`. It was run once, like the others.

await freeze('till', (ledger) =>
  ledger.write(async (writing) => {
    for (const { stream, command } of tillTale) {
      const { refusal } = isRefund(stream)
        ? await writing.handle(stream, command)
        : await handTo(writing, stream, command as Parameters<typeof handTo>[2])
      if (refusal) throw new Error(`${stream}: ${command.type} is refused: ${refusal.code}`)
    }
  }),
)
