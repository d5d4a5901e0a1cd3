import { writeFile } from 'node:fs/promises'
import { keepConfig } from '../../src/ledger/configs.ts'
import { exportLedger } from '../../src/ledger/export.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { live } from '../support/addressed.ts'
import { coldkeys, repository, START, stream } from '../support/commands.ts'
import { minedConfig } from '../support/mined-commands.ts'
import { linkOf, tales } from '../support/tales.ts'
import { frozenFile } from './frozen.ts'

// Freezes what the rules decide when the chain swaps coldkeys: `node test/guard/record-swapped.ts`. It was run once, like the others.

const source = { kind: 'block', block: 70, blockHash: '0xb70', extrinsic: 2 } as const
const swaps = [
  [coldkeys.ada, coldkeys.fox],
  [coldkeys.ben, coldkeys.eva],
] as const

const ledger = await openLedger()
try {
  await keepConfig(ledger.queries, repository.id, minedConfig)
  for (const person of ['ada', 'ben', 'eva'] as const) await ledger.write(({ link }) => link(linkOf(person)))
  await live(ledger, stream(), tales.minable)
  for (const [from, to] of swaps) {
    const command = { type: 'SeeSwap', from, to, at: START + 70, source } as const
    await ledger.write(({ handle }) => handle(`coldkey:${from}`, command))
  }
  await writeFile(frozenFile('swapped'), exportLedger(ledger.queries), { flag: 'wx' })
} finally {
  await ledger.close()
}
