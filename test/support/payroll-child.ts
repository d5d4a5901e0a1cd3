import { connectChain } from '../../src/chain/client.ts'
import type { Checkpoint } from '../../src/chain/settlement/settlement.ts'
import { startChainSide } from '../../src/chain/treasury.ts'
import { calls } from '../../src/handlers/calls.ts'
import { senses } from '../../src/handlers/senses.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { pair, quiet, wideCaps } from './chain-world.ts'
import { PAYROLL_ERA, withPayroll } from './payroll.ts'

// A process of its own that pays a sheet, and is killed the n-th time it comes to a checkpoint: `<node> <checkpoint> <n> <url>`.

const [endpoint = '', wanted, count, url = ''] = process.argv.slice(2)
let left = Number(count)

const ledger = withPayroll(await openLedger({ url }))
const chain = await connectChain({ endpoints: [endpoint], logger: quiet, requestTimeout: 60_000 })
await startChainSide({
  chain,
  ledger,
  calls,
  senses,
  threshold: 1,
  logger: quiet,
  caps: wideCaps,
  era: PAYROLL_ERA,
  key: pair('Alice'),
  guardians: [pair('Bob').address],
  checkpoint: (name: Checkpoint) => {
    if (name === wanted) left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
  },
})
