import type { ApiPromise } from '@polkadot/api'
import { u8aToHex } from '@polkadot/util'
import { type CallKind, TAKES_NOTHING } from '../../chain/call-kinds.ts'
import { callOf, type Extrinsic } from '../../chain/extrinsic.ts'
import { subnetReader } from '../../chain/subnet-storage.ts'
import { COMMIT_VERSION, encryptWeights } from '../../chain/timelock/weights.ts'
import { nothingMade } from '../../chain/watcher/told-outcome.ts'
import { goesAt } from '../../mechanisms/architecture/turns.ts'
import type { SetWeights } from '../../mechanisms/intent.ts'
import { isBeforeRound, type Timelock } from '../../mechanisms/weights/timelock.ts'
import { holdersOf } from './holders.ts'

/** T3. */
export const setWeights: CallKind<SetWeights> = {
  build: (api, call) => (call.timelock ? commit(api, call, call.timelock) : openly(api, call)),
  ...TAKES_NOTHING,
  whyHeld: ({ turn, isHidden, timelock }, { head }) => {
    if (isHidden && !timelock) return HIDDEN
    if (timelock && !isBeforeRound(timelock, head)) return OVER
    const block = goesAt(turn, head)
    return block === null ? null : `They go at block ${block}: the chain limits how often weights are set.`
  },
  whyAlone: ({ timelock }) => (timelock ? ALONE : null),
  recheck: async (chain, { netuid, uids, values, holders, isHidden }, { hash }) => {
    const weighing = uids.filter((_, place) => (values[place] ?? 0) > 0)
    const [hidden, ...keys] = await subnetReader(chain, hash)(
      ['CommitRevealWeightsEnabled', netuid],
      ...weighing.map((uid) => ['Keys', netuid, uid] as const),
    )
    const hotkeys = new Map(weighing.map((uid, place) => [uid, keys[place]?.toString()]))
    if (holders !== undefined && holdersOf(weighing, (uid) => hotkeys.get(uid)) !== holders) return MOVED
    return (hidden?.toString() === 'true') === isHidden ? null : SWITCHED
  },
  weighsAs: ({ uids, timelock }) => `${timelock ? 'commit' : 'open'} ${uids.length}`,
  words: ({ netuid, mechanism, uids, timelock }) => {
    const what = `the weights of mechanism ${mechanism} of subnet ${netuid}, of ${uids.length} UIDs`
    return timelock ? `commit ${what}, until round ${timelock.round}` : `set ${what}`
  },
  extrinsics: {},
  told: nothingMade,
}

const openly = (api: ApiPromise, { netuid, mechanism, uids, values, versionKey }: SetWeights): Extrinsic =>
  callOf(api, 'subtensorModule', 'setMechanismWeights', netuid, mechanism, uids, values, versionKey)

/** The same weights make the same bytes, so that guardians can make the call themselves and compare. */
function commit(api: ApiPromise, call: SetWeights, timelock: Timelock): Extrinsic {
  const { netuid, mechanism, uids, values, versionKey } = call
  const { hotkey, publicKey, round } = timelock
  const sealed = u8aToHex(encryptWeights({ hotkey, uids, values, versionKey, publicKey, round }))
  const args = [netuid, mechanism, sealed, round, COMMIT_VERSION] as const
  return callOf(api, 'subtensorModule', 'commitTimelockedMechanismWeights', ...args)
}

const HIDDEN =
  'The subnet takes weights by commit and reveal alone, in a form that is not known here. Set commit_reveal_weights_enabled to false in the architecture to have them set.'
const ALONE =
  'Weights that are committed are signed by the App’s key alone: guardians would approve them after their round. The key is no proxy of the hotkey that may commit. Make it one, or set commit_reveal_weights_enabled to false in the architecture.'
const MOVED = 'A UID is another hotkey’s by now. They do not go before they are weighed anew.'
const SWITCHED =
  'The subnet takes weights another way by now: in the open, or by commit and reveal alone. They do not go before they are weighed anew.'
const OVER = 'The round that opens them is too near. They are weighed anew, with another.'
