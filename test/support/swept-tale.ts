import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { DAY, settle, tao } from './commands.ts'
import { delegatesTales } from './delegates-tale.ts'
import { reportRest, seeDissolution } from './dissolved-tale.ts'
import { key } from './mined-commands.ts'

/** A live subnet whose pots have proxies is dissolved, and the chain pays its payroll for alpha: both go to the funders in the end. */
export const sweptTale: SubnetCommand[] = [
  ...delegatesTales.given,
  seeDissolution(91_000, 9_000),
  settle(91_200, 9_020, key('delegate', 2, 0)),
  settle(91_200, 9_020, key('delegate', 2, 1)),
  reportRest(91_300, 41, 9_030, [{ pot: 'payroll', amount: tao(2) }]),
  settle(91_400, 9_040, key('pot-return', 0)),
  reportRest(91_500, 43, 9_050),
  settle(91_500 + DAY, 16_000, key('rest-return', 0)),
]
