import type { World } from './world.ts'

/** Wallets of people who mine without a GitHub account; their hotkeys are their names with `//hot`. */
const MINERS = ['rex', 'rita', 'rosa'] as const
const VALIDATORS = ['vera', 'viktor'] as const
const WEIGHTS = [65_535, 40_000, 20_000] as const
const TRIES = 30
/** Together more than must lie between two weights of one validator. */
const BLOCKS_A_TRY = 4
/** Blocks in which the first epochs of a subnet pass. */
const FIRST_EPOCHS = 25

type Chain = Pick<World, 'wallets' | 'subtensor'>

/** Three miners and two validators register on a subnet, those who are not there yet. */
export async function register(world: Chain, netuid: number): Promise<void> {
  const { wallets } = world
  for (const name of [...VALIDATORS, ...MINERS]) {
    const hotkey = wallets.addressOf(`${name}//hot`)
    if ((await uidOf(wallets.api, netuid, hotkey)) !== null) continue
    await wallets.send(name, wallets.api.tx.subtensorModule?.burnedRegister?.(netuid, hotkey))
  }
}

/**
 * The validators say what each miner is worth, and the first epochs that pay for it pass. The subnet must have started. False if it
 * takes no weights in the open.
 */
export async function weigh(world: Chain, netuid: number): Promise<boolean> {
  const { wallets, subtensor } = world
  const hidden = await wallets.api.query.subtensorModule?.commitRevealWeightsEnabled?.(netuid)
  if (hidden?.toString() === 'true') return false
  const uids = await Promise.all(
    MINERS.map((name) => uidOf(wallets.api, netuid, wallets.addressOf(`${name}//hot`))),
  )
  for (const name of VALIDATORS) await weighAs(world, `${name}//hot`, [netuid, uids, WEIGHTS, 0])
  subtensor.control.createBlocks(FIRST_EPOCHS)
  return true
}

/** The chain takes weights only from who has a permit, and some blocks after the registration, or the last weights, at the earliest. */
async function weighAs(
  { wallets, subtensor }: Chain,
  hotkey: string,
  weights: readonly unknown[],
): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      await wallets.send(hotkey, wallets.api.tx.subtensorModule?.setWeights?.(...weights))
      return
    } catch (error) {
      if (left === 0) throw error
      subtensor.control.createBlocks(BLOCKS_A_TRY)
    }
  }
}

async function uidOf(api: World['wallets']['api'], netuid: number, hotkey: string): Promise<number | null> {
  const uid = await api.query.subtensorModule?.uids?.(netuid, hotkey)
  const text = uid?.toString() ?? ''
  return text === '' ? null : Number(text)
}
