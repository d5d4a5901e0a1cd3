import { connectChain } from '../../src/chain/client.ts'
import type { Checkpoint } from '../../src/chain/settlement/settlement.ts'
import { quiet, startSide } from './chain-world.ts'
import { openPayrollLedger, PAYROLL_ERA } from './payroll.ts'
import './watched.ts'

// A process of its own that pays a sheet, and is killed the n-th time it comes to a checkpoint: `<node> <checkpoint> <n> <url>`.

const [endpoint = '', wanted, count, url = ''] = process.argv.slice(2)
let left = Number(count)

const ledger = await openPayrollLedger(url)
const chain = await connectChain({ endpoints: [endpoint], logger: quiet, requestTimeout: 60_000 })
await startSide({
  chain,
  ledger,
  era: PAYROLL_ERA,
  allowUsedTreasury: true,
  checkpoint: (name: Checkpoint) => {
    if (name === wanted) left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
  },
})
