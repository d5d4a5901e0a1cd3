import { setTimeout as sleep } from 'node:timers/promises'
import { batchOf } from '../../../chain/calls.ts'
import { callOf } from '../../../chain/extrinsic.ts'
import { signatoriesOf, treasuryOf } from '../../../chain/pots.ts'
import type { SubnetState } from '../../../mechanisms/subnet/state.ts'
import { GUARDIAN, SIGNER } from '../../world/people.ts'
import { homeOf, untilIt } from '../mining/home.ts'
import { netuidOf } from '../mining/launch.ts'
import { passTo, type Stage } from '../stage.ts'

const DAY = 86_400_000
/** How often the App is asked to look, milliseconds: by itself it does so once a minute. */
const LOOK_EVERY = 250
const TRIES = 20

/** The guardian, who is enough here, has the chain hide weights, past the App and past the architecture: that is found and told. */
export async function makeDrift(stage: Stage): Promise<void> {
  const { clock, threshold } = stage.world
  // Where two have to approve, no guardian changes anything alone.
  if (threshold > 1) return
  await hideWeights(stage)
  await passTo(stage, clock.now() + DAY)
  const { drift } = await look(stage, 'it differs and is told', (state) => state.drift.issue !== null)
  const home = await homeOf(stage, 'kernels')
  stage.say(
    `A guardian changes subnet ${await netuidOf(stage, 'kernels')} past its architecture: Tributary opens issue #${drift.issue} with both sides`,
    home.pageOf(drift.issue ?? 0),
  )
}

/** Milo guarantees the architecture in force since his update held. He says that the repository is right. */
export async function mendDrift(stage: Stage): Promise<void> {
  if (stage.world.threshold > 1) return
  const home = await homeOf(stage, 'kernels')
  const { drift } = await untilIt(stage, 'kernels', 'it is told', (state) => state.drift.issue !== null)
  await home.comment('milo', drift.issue ?? 0, '/reconcile repository')
  await look(
    stage,
    'both sides agree',
    ({ mandate, drift: { rows } }) =>
      mandate.change?.by?.login === 'milo' && mandate.change.stage === 'applied' && rows.length === 0,
  )
  stage.say(
    `Milo, whose update is in force, answers /reconcile repository: the chain is as the files say, and issue #${drift.issue} is closed`,
    home.pageOf(drift.issue ?? 0),
  )
}

const look = (stage: Stage, what: string, wanted: (state: SubnetState) => boolean): Promise<SubnetState> =>
  untilIt(stage, 'kernels', what, async (state) => {
    if (wanted(state)) return true
    stage.world.app.lookOut()
    await sleep(LOOK_EVERY)
    return false
  })

/** In the last blocks of an epoch, and soon after another change, the chain takes no call of an owner. */
async function hideWeights(stage: Stage): Promise<void> {
  const { wallets, subtensor, treasury: address } = stage.world
  const { api, addressOf } = wallets
  const netuid = await netuidOf(stage, 'kernels')
  const { idea } = await untilIt(stage, 'kernels', 'it has pots', (state) => state.idea?.pots != null)
  const own = addressOf(GUARDIAN)
  const treasury = treasuryOf(addressOf(SIGNER), [own], 1, address)
  const step = callOf(api, 'adminUtils', 'sudoSetCommitRevealWeightsEnabled', netuid, true)
  const index = 4 * (idea?.pots?.ordinal ?? 0) + 1
  const call = batchOf(api, treasury, [callOf(api, 'utility', 'asDerivative', index, step)])
  const others = signatoriesOf(treasury).filter((one) => one !== own)
  const isSet = async () =>
    (await api.query.subtensorModule?.commitRevealWeightsEnabled?.(netuid))?.toString() === 'true'
  for (let tries = 0; !(await isSet()); tries++) {
    if (tries === TRIES) throw new Error(`Subnet ${netuid} does not hide its weights.`)
    subtensor.control.createBlocks(3)
    await wallets.send(GUARDIAN, callOf(api, 'multisig', 'asMultiThreshold1', others, call))
  }
}
