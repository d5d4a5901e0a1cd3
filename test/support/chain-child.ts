import { connectChain } from '../../src/chain/client.ts'
import type { Checkpoint } from '../../src/chain/settlement/settlement.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { quiet, startSide } from './chain-world.ts'
import './watched.ts'

// A process of its own that settles what is owed, and is killed at one checkpoint: `<node> <checkpoint> <database> <place> <threshold>`.

const [endpoint = '', wanted, database, place, threshold = '1'] = process.argv.slice(2)

const ledger = await openLedger(database === 'pglite' ? { directory: place } : { url: place })
const chain = await connectChain({ endpoints: [endpoint], logger: quiet })
await startSide({
  chain,
  ledger,
  threshold: Number(threshold),
  allowUsedTreasury: threshold !== '1',
  checkpoint: (name: Checkpoint) => {
    if (name === wanted) process.kill(process.pid, 'SIGKILL')
  },
})
