import { encode } from '../../src/ledger/json.ts'
import type { AnyState } from '../../src/mechanisms/streams/kinds.ts'

/** Bytes. What is larger holds history, which is for events and rows. */
export const LARGEST_STATE = 65_536

/** Throws where a state is kept that is too large to be read at each decision. */
export function expectSmall(state: AnyState): void {
  const size = Buffer.byteLength(encode(state))
  if (size > LARGEST_STATE) throw new Error(`the state of ${state.stream} has ${size} bytes`)
}
