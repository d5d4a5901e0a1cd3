import { type CallKind, TAKES_NOTHING } from '../../chain/call-kinds.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { nothingMade } from '../../chain/watcher/told-outcome.ts'
import { goesAt } from '../../mechanisms/architecture/turns.ts'
import type { SetWeights } from '../../mechanisms/intent.ts'

/** T3. */
export const setWeights: CallKind<SetWeights> = {
  build: (api, { netuid, mechanism, uids, values, versionKey }) =>
    callOf(api, 'subtensorModule', 'setMechanismWeights', netuid, mechanism, uids, values, versionKey),
  ...TAKES_NOTHING,
  whyHeld: ({ turn, isHidden }, { head }) => {
    if (isHidden) return HIDDEN
    const block = goesAt(turn, head)
    return block === null ? null : `They go at block ${block}: the chain limits how often weights are set.`
  },
  weighsAs: ({ uids }) => `${uids.length}`,
  words: ({ netuid, mechanism, uids }) =>
    `set the weights of mechanism ${mechanism} of subnet ${netuid}, of ${uids.length} UIDs`,
  extrinsics: {},
  told: nothingMade,
}

const HIDDEN =
  'The subnet takes weights by commit and reveal alone. Set commit_reveal_weights_enabled to false in the architecture to have them set.'
