import { lineageOf } from '../../src/mechanisms/streams/names.ts'
import { live } from '../support/addressed.ts'
import { coldkeys, START, stream } from '../support/commands.ts'
import { linkOf, tales } from '../support/tales.ts'
import { freeze } from './freeze.ts'

// Freezes what the rules decide when the chain swaps coldkeys: `node test/guard/record-swapped.ts`. It was run once, like the others.

const source = { kind: 'block', block: 70, blockHash: '0xb70', extrinsic: 2 } as const
const swaps = [
  [coldkeys.ada, coldkeys.fox],
  [coldkeys.ben, coldkeys.eva],
] as const

await freeze('swapped', async (ledger) => {
  for (const person of ['ada', 'ben', 'eva'] as const) await ledger.write(({ link }) => link(linkOf(person)))
  await live(ledger, stream(), tales.minable)
  for (const [from, to] of swaps) {
    const command = { type: 'SeeSwap', from, to, at: START + 70, source } as const
    await ledger.write(({ handle }) => handle(lineageOf(from), command))
  }
})
