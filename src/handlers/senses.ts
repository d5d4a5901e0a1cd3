import type { Senses } from '../chain/senses.ts'
import { coldkeySwapped, swapAnnounced } from './account/senses.ts'
import { depositPaid, escrowPaid } from './deposit/senses.ts'
import { networkDissolved } from './dissolution/senses.ts'
import { contributed, contributionWithdrawn } from './funding/senses.ts'
import { guaranteePaid } from './mining/senses.ts'
import { unasked } from './refund/senses.ts'
import { bought } from './sales/senses.ts'
import { hotkeySwapped, weighingChanged, weightsOpened } from './weights/senses.ts'

/** Who hears of what people do on the chain. TAO in the till or in an escrow that nobody takes for something goes back. */
export const senses: Senses = {
  income: [depositPaid, guaranteePaid, escrowPaid, unasked],
  alpha: [bought],
  contribution: [contributed],
  withdrawal: [contributionWithdrawn],
  dissolution: [networkDissolved],
  'coldkey-swap': [coldkeySwapped],
  'swap-announced': [swapAnnounced],
  'weights-opened': [weightsOpened],
  'weighing-changed': [weighingChanged],
  'hotkey-swap': [hotkeySwapped],
}
