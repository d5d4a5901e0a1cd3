import { encodeAddress } from '@polkadot/util-crypto'
import { connectChain } from '../../src/chain/client.ts'
import { runErrand } from '../../src/handlers/errands.ts'
import type { ErrandTools } from '../../src/handlers/kit/errand.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { dividendsOf } from '../../src/mechanisms/streams/names.ts'
import { errands } from '../../src/mechanisms/subnet/errands.ts'
import { pair, quiet } from './chain-world.ts'
import { stream, tao } from './commands.ts'
import { pots } from './distribution.ts'

/** The treasury, and so many holders, each with another amount under one of a few hotkeys. */
export const holdersOf = (count: number) => [
  { coldkey: pots.treasury, hotkey: pair('Hot').address, stake: tao(300) },
  ...Array.from({ length: count }, (_, n) => ({
    coldkey: numberedAddress(9, n),
    hotkey: numberedAddress(8, n % 3),
    stake: tao(1) + BigInt(n),
  })),
]

function numberedAddress(kind: number, n: number): string {
  const bytes = Buffer.alloc(32, kind)
  bytes.writeUInt32BE(n)
  return encodeAddress(bytes, 42)
}

/** Reckons the day that is due by the newest finalized block, in one try. */
export async function reckonDue(
  ledger: Ledger,
  node: string,
  checkpoint?: ErrandTools['checkpoint'],
): Promise<void> {
  const chain = await connectChain({ endpoints: [node], logger: quiet, requestTimeout: 60_000 })
  const errand = errands(await ledger.readSubnet(stream())).find(({ kind }) => kind === 'reckon')
  const tools = { ledger, chain, log: quiet, now: () => 1, checkpoint } as unknown as ErrandTools
  if (!errand) throw new Error('No day is due.')
  await runErrand(tools, dividendsOf(stream()), errand.key)
  await chain.close()
}
