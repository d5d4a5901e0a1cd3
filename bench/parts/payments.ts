import { setTimeout } from 'node:timers/promises'
import { connectChain } from '../../src/chain/client.ts'
import { callOf } from '../../src/chain/extrinsic.ts'
import { alphaPartSize } from '../../src/chain/settlement/bulk.ts'
import { weightOfCall } from '../../src/chain/settlement/limits.ts'
import { fetchBlock } from '../../src/chain/watcher/fetch-block.ts'
import { calls } from '../../src/handlers/calls.ts'
import { runErrand } from '../../src/handlers/errands.ts'
import type { ErrandTools } from '../../src/handlers/kit/errand.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { startSubtensor } from '../../src/local/subtensor/node.ts'
import { numbered } from '../../src/mechanisms/pots.ts'
import { dividendsOf } from '../../src/mechanisms/streams/names.ts'
import { errands } from '../../src/mechanisms/subnet/errands.ts'
import { pair, quiet, startSide } from '../../test/support/chain-world.ts'
import { stream } from '../../test/support/commands.ts'
import { genesisOf, oweDay, treasury } from '../../test/support/distribution.ts'
import type { Part, Row } from '../row.ts'

/** With the older weight of a transfer of stake and the present one, and so many rows that several blocks are full. */
const SPECS = [
  { spec: 424, rows: 4_000, weight: 'older' },
  { spec: 475, rows: 400, weight: 'present' },
] as const

const [LEAST, QUIET, MOST_BLOCKS] = [0.9, 600, 60]

/** How many rows of a day's distribution one block carries, against how many transfers of stake fit a block by what they declare. */
export const payments: Part = {
  name: 'Payments a block',
  run: async () => {
    const rows: Row[] = []
    for (const one of SPECS) rows.push(await fullest(one))
    return rows
  },
}

type Spec = (typeof SPECS)[number]

/** A block is made as soon as nothing more comes into the pool, as twelve seconds are for the App. */
async function fullest({ spec, rows, weight }: Spec): Promise<Row> {
  const node = await startSubtensor({ spec, seal: 'manual', finalityLag: 0, ...genesisOf(10n ** 15n) })
  const ledger = await openLedger()
  const chain = await connectChain({ endpoints: [node.url], logger: quiet, requestTimeout: 60_000 })
  const asking = { chain, treasury, calls }
  const size = await alphaPartSize(asking, numbered('payroll', 0), 0)
  await oweDay(ledger, rows, size)
  const side = await startSide({ chain, ledger, allowUsedTreasury: true })
  const tools = { ledger, chain, log: quiet, now: () => 1 } as unknown as ErrandTools
  let most = 0
  try {
    for (let block = 0; block < MOST_BLOCKS; block += 1) {
      const state = await ledger.readSubnet(stream())
      if (state.dividends.payout === null) break
      const wanted = errands(state).find(({ kind }) => kind === 'open-parts')
      if (wanted) await runErrand(tools, dividendsOf(stream()), wanted.key)
      await untilQuiet(() => chain.request<string[]>('author_pendingExtrinsics'))
      node.control.createBlocks(1)
      const { number } = await chain.finalized()
      const { events } = await fetchBlock(chain, number)
      // The fill of the payroll is one of them, in a block of its own.
      most = Math.max(most, events.filter(({ kind }) => kind === 'stake-transferred').length)
    }
    const admitted = await admittedBy(chain)
    const share = most / admitted
    return {
      subject: `at the ${weight} weight of a transfer of stake, ${admitted} of which a block admits by what they declare`,
      figure: `${most} in the fullest block, ${size} an extrinsic`,
      wanted: { text: 'at least 90 %', met: share >= LEAST },
    }
  } finally {
    await side.stop()
    await chain.close()
    await ledger.close()
    await node.stop()
  }
}

/** The pool has had the same for a while, and what waited for the last block has been signed. */
async function untilQuiet(pending: () => Promise<string[]>): Promise<void> {
  for (let [last, same] = [-1, 0]; same < 3; ) {
    await setTimeout(QUIET / 3)
    const { length } = await pending()
    same = length === last ? same + 1 : 0
    last = length
  }
}

type Connected = Awaited<ReturnType<typeof connectChain>>

/** By the constants of the chain: what a block has for normal extrinsics, and what one such transfer declares. */
async function admittedBy(chain: Connected): Promise<number> {
  const api = chain.api()
  const { normal } = api.consts.system.blockWeights.perClass
  const whole = normal.maxTotal.unwrapOr(api.consts.system.blockWeights.maxBlock).refTime.toBigInt()
  const { address } = pair('Alice')
  const transfer = callOf(api, 'subtensorModule', 'transferStake', address, address, 0, 0, 1n)
  const { refTime } = await weightOfCall(chain, transfer, address)
  return Number(whole / refTime)
}
