import { encode } from '../../src/ledger/json.ts'
import type { Projection } from '../../src/ledger/projections/projection.ts'
import { projections } from '../../src/ledger/projections/projections.ts'
import type { AnyState } from '../../src/mechanisms/streams/kinds.ts'

/** Bytes. What is larger holds history, which is for events and rows. */
export const LARGEST_STATE = 65_536

/** Throws where a state is kept that is too large to be read at each decision. */
export function expectSmall(state: AnyState): void {
  const size = Buffer.byteLength(encode(state))
  if (size > LARGEST_STATE) throw new Error(`the state of ${state.stream} has ${size} bytes`)
}

const smallStates: Projection = {
  name: 'small states',
  version: 1,
  tables: [],
  kinds: 'all',
  overwrites: true,
  apply: async (_queries, { after }) => expectSmall(after),
}

/** From now on every ledger of this process refuses what would leave a state that is too large. */
export function watchStates(): void {
  if (!projections.includes(smallStates)) (projections as Projection[]).push(smallStates)
}
