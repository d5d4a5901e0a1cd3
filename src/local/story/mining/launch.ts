import { formatTao } from '../../../mechanisms/money.ts'
import type { SubnetState } from '../../../mechanisms/subnet/state.ts'
import type { IdeaName } from '../ideas.ts'
import { issueOf, type Stage } from '../stage.ts'
import { homeOf, isPaidOut, pageOf, untilIt, untilTimeOf } from './home.ts'
import { pullOf } from './proposals.ts'

/** The subnet of an idea is launched by itself; it is told step by step. */
export async function launch(stage: Stage, name: IdeaName, login: string): Promise<void> {
  const home = await homeOf(stage, name)
  const pull = pullOf(stage, name, login)
  const { launch: merged } = await untilIt(
    stage,
    name,
    'it is merged',
    (state) => (state.launch?.commit ?? null) !== null,
  )
  stage.say(
    `Pull request #${pull} is merged, exactly as it was guaranteed: ${merged?.commit?.slice(0, 7)}`,
    home.pullPageOf(pull),
  )
  const { launch: known } = await untilIt(
    stage,
    name,
    'it is registered',
    (state) => (state.launch?.netuid ?? null) !== null,
  )
  stage.say(
    `Released as ${known?.tag}, and registered from its treasury as subnet ${known?.netuid}, at ${formatTao(known?.limit ?? 0n)} at most`,
  )
  const prepared = await untilIt(
    stage,
    name,
    'it is configured',
    (state) => (state.launch?.startsAt ?? null) !== null,
  )
  const steps = prepared.launch?.architecture.steps.length ?? 0
  stage.say(
    `The architecture is applied to the chain in ${steps} ${steps === 1 ? 'step' : 'steps'}; miners and validators get ready`,
  )
}

export async function start(stage: Stage, name: IdeaName): Promise<void> {
  await untilTimeOf(stage, name, 'it is started', ({ probation }) => probation !== null)
  stage.say(`Subnet ${await netuidOf(stage, name)} is started, and its probation begins`)
}

export async function netuidOf(stage: Stage, name: IdeaName): Promise<number> {
  const { launch: known } = await untilIt(
    stage,
    name,
    'it is registered',
    (state) => (state.launch?.netuid ?? null) !== null,
  )
  return known?.netuid ?? 0
}

/** Waits for the verdict and what it pays; a day is a letter: `+` good, `-` not. */
export async function prove(stage: Stage, name: IdeaName): Promise<void> {
  const { days: recorded, phase } = await passDays(stage, name)
  const days = recorded.map(({ good }) => (good ? '+' : '-')).join(' ')
  const page = pageOf(stage, issueOf(stage, name))
  if (phase === 'live') {
    await untilIt(stage, name, 'bounty and reward are paid', (state) =>
      isPaidOut(state, ['guarantee-return', 'bounty', 'discoverer-reward']),
    )
    stage.say(
      `Its days: ${days}. It is live: collateral and bounty go to the guarantor, and the discoverer is rewarded`,
      page,
    )
    return
  }
  await untilIt(stage, name, 'it is slashed', (state) =>
    isPaidOut(state, ['guarantee-slash', 'discoverer-reward']),
  )
  stage.say(
    `Its days: ${days}. Nobody mined there: the guarantor’s collateral is slashed to the subnet’s treasury`,
    page,
  )
}

/** Weights grow old by blocks, so there are none between the days but those that a day needs, however long a machine takes. */
async function passDays(stage: Stage, name: IdeaName): Promise<SubnetState> {
  const { control } = stage.world.subtensor
  await untilTimeOf(stage, name, 'it is started', ({ probation }) => probation !== null)
  control.pause()
  try {
    return await untilTimeOf(
      stage,
      name,
      'its probation is over',
      (state) => (state.probation?.verdict ?? null) !== null,
    )
  } finally {
    control.resume()
  }
}
