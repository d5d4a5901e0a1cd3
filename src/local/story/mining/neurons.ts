import { register, weigh as weighMiners } from '../../world/neurons.ts'
import type { Stage } from '../stage.ts'
import { netuidOf } from './launch.ts'

/** Miners and validators register on the first subnet while it is prepared; validators say what each miner is worth. */
export async function settle(stage: Stage): Promise<void> {
  const netuid = await netuidOf(stage, 'kernels')
  await register(stage.world, netuid)
  stage.say(`Three miners and two validators register on subnet ${netuid}`)
}

export async function weigh(stage: Stage): Promise<void> {
  await weighMiners(stage.world, await netuidOf(stage, 'kernels'))
  stage.say('Validators weigh the miners, and every epoch pays them alpha')
}
