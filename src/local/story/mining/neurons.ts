import type { Stage } from '../stage.ts'
import { netuidOf } from './launch.ts'

/** Wallets of people who mine without a GitHub account; their hotkeys are their names with `//hot`. */
const MINERS = ['rex', 'rita', 'rosa'] as const
const VALIDATORS = ['vera', 'viktor'] as const
const WHOLE = 65_535
const TRIES = 30
/** Blocks in which the first epochs of a subnet pass. */
const FIRST_EPOCHS = 25

/** Miners and validators register on the first subnet while it is prepared; validators say what each miner is worth. */
export async function settle(stage: Stage): Promise<void> {
  const netuid = await netuidOf(stage, 'kernels')
  for (const name of [...VALIDATORS, ...MINERS]) await register(stage, netuid, name)
  stage.say(`Three miners and two validators register on subnet ${netuid}`)
}

async function register({ world: { wallets } }: Stage, netuid: number, name: string): Promise<void> {
  const hotkey = wallets.addressOf(`${name}//hot`)
  if ((await uidOf(wallets.api, netuid, hotkey)) !== null) return
  await wallets.send(name, wallets.api.tx.subtensorModule?.burnedRegister?.(netuid, hotkey))
}

export async function weigh(stage: Stage): Promise<void> {
  const { wallets } = stage.world
  const netuid = await netuidOf(stage, 'kernels')
  const uids = await Promise.all(
    MINERS.map((name) => uidOf(wallets.api, netuid, wallets.addressOf(`${name}//hot`))),
  )
  const weights = [WHOLE, 40_000, 20_000]
  for (const name of VALIDATORS) await weighAs(stage, `${name}//hot`, [netuid, uids, weights, 0])
  stage.world.subtensor.control.createBlocks(FIRST_EPOCHS)
  stage.say('Validators weigh the miners, and every epoch pays them alpha')
}

/** The chain takes weights only from who has a permit, and some blocks after the registration at the earliest. */
async function weighAs(
  { world: { wallets, subtensor } }: Stage,
  hotkey: string,
  weights: readonly unknown[],
): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      await wallets.send(hotkey, wallets.api.tx.subtensorModule?.setWeights?.(...weights))
      return
    } catch (error) {
      if (left === 0) throw error
      subtensor.control.createBlocks()
    }
  }
}

async function uidOf(
  api: Stage['world']['wallets']['api'],
  netuid: number,
  hotkey: string,
): Promise<number | null> {
  const uid = await api.query.subtensorModule?.uids?.(netuid, hotkey)
  const text = uid?.toString() ?? ''
  return text === '' ? null : Number(text)
}
