import type { Senses } from '../chain/senses.ts'
import { ideaPaid } from './deposit/senses.ts'
import { contributed, withdrawn } from './funding/senses.ts'
import { guaranteePaid } from './mining/senses.ts'

/** Who hears of what people do on the chain. TAO in an escrow is the idea's deposit where nothing tells that it is for something else. */
export const senses: Senses = {
  deposit: [guaranteePaid, ideaPaid],
  contribution: [contributed],
  withdrawal: [withdrawn],
}
