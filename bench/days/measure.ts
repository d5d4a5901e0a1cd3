import { connectChain } from '../../src/chain/client.ts'
import { runErrand } from '../../src/handlers/errands.ts'
import type { ErrandTools } from '../../src/handlers/kit/errand.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { dividendsOf } from '../../src/mechanisms/streams/names.ts'
import { errands } from '../../src/mechanisms/subnet/errands.ts'
import { quiet } from '../../test/support/chain-world.ts'
import { stream, tick } from '../../test/support/commands.ts'
import { liveSubnet } from '../../test/support/distribution.ts'
import { manyHomes } from '../../test/support/many-homes.ts'

/** One day of `SUBNETS` idle live subnets, by the node at `NODE`; in a process of its own, so that the node's time is not counted. */
const count = Number(process.env.SUBNETS)
const ledger = await openLedger()
const chain = await connectChain({
  endpoints: [process.env.NODE ?? ''],
  logger: quiet,
  requestTimeout: 60_000,
})
await liveSubnet(ledger)
if (count > 1) await manyHomes(ledger.queries, stream(), count - 1)
const all = [stream(), ...Array.from({ length: count - 1 }, (_, n) => `${stream()}${n + 1}`)]
const tools = { ledger, chain, log: quiet, now: () => 1 } as unknown as ErrandTools

const began = process.cpuUsage()
for (const subnet of all) {
  const daily = dividendsOf(subnet)
  await ledger.write(({ handle }) => handle(daily, tick(90_000, 900)))
  const reckon = errands(await ledger.readSubnet(subnet)).find(({ kind }) => kind === 'reckon')
  if (!reckon) throw new Error(`No day of ${subnet} is due.`)
  await runErrand(tools, daily, reckon.key)
}
const { user, system } = process.cpuUsage(began)
const last = await ledger.readSubnet(all.at(-1) ?? '')
if (last.dividends.last?.day !== 1) throw new Error('The last subnet has no day.')
process.send?.({ milliseconds: (user + system) / 1_000 })
await chain.close()
await ledger.close()
process.disconnect()
