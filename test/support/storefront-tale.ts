import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { coldkeys, DAY } from './commands.ts'
import { seeDissolution } from './dissolved-tale.ts'
import { purchase, reportStorefront } from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'

/** A live subnet whose output is sold in an issue of its home, and bought; then the chain dissolves it. */
export const storefrontTale: SubnetCommand[] = [
  ...minedTales.passed,
  reportStorefront(90_000),
  purchase(90_100, 900, coldkeys.eva, 800),
  purchase(90_200, 901, coldkeys.fox, 200),
  seeDissolution(90_300 + DAY, 910),
]
