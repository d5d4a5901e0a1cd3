import type { Circumstances } from '../../src/chain/settlement/pick.ts'
import { NO_QUOTE } from '../../src/chain/settlement/registration.ts'

/** Nothing is spent, in flight or known. */
export const CALM: Circumstances = {
  head: 0,
  spent: new Map(),
  registering: false,
  quote: NO_QUOTE,
  stopped: null,
  unmade: new Map(),
}
