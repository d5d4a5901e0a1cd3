import { keepConfig } from '../../src/ledger/configs.ts'
import { live } from '../support/addressed.ts'
import { repository, START, stream, tick } from '../support/commands.ts'
import { nearing } from '../support/mined-tales.ts'
import { slowConfig, slowly } from '../support/slow.ts'
import { freeze } from './freeze.ts'

// Freezes a subnet in which the ends of a round and of a task come near: `node test/guard/record-nearing.ts`. It was run once, like the others.

const tale = nearing['task-nears-end-empty']
const beforeEnd = tale.findIndex(({ at }) => at > START + 900)

await freeze('nearing', async (ledger) => {
  await keepConfig(ledger.queries, repository.id, slowConfig)
  await live(ledger, stream(), slowly(tale.toSpliced(beforeEnd, 0, tick(900, 18))))
})
