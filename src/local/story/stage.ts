import { setTimeout as sleep } from 'node:timers/promises'
import type { Ledger } from '../../ledger/ledger.ts'
import { type SubnetState, subnetStream } from '../../mechanisms/subnet/state.ts'
import type { World } from '../world/world.ts'

/** Where the story is told: the world, the narrator, and what the fees were, for the reckoning at the end. */
export interface Stage {
  readonly world: World
  /** One line a step. */
  say(line: string, link?: string): void
  /** Gives people time to read; nothing with `--fast`. */
  pause(): Promise<void>
  /** Issue numbers by what they are in the story. */
  readonly issues: Map<string, number>
  /** Extrinsic fees by person, rao. */
  readonly fees: Map<string, bigint>
}

const PATIENCE = 90_000
const LOOK_EVERY = 100

/** Waits until an idea's state is as wanted; throws, saying what was waited for, after a minute and a half. */
export async function until(
  { world }: Stage,
  issue: number,
  what: string,
  wanted: (state: SubnetState) => boolean,
): Promise<SubnetState> {
  const ledger: Ledger = world.app.ledger
  const stream = subnetStream(world.github.market.id, issue)
  const end = Date.now() + PATIENCE
  for (;;) {
    const state = await ledger.readSubnet(stream)
    if (wanted(state)) return state
    if (Date.now() > end)
      throw new Error(`Idea #${issue}: waited in vain until ${what}; it is ${state.phase}.`)
    await sleep(LOOK_EVERY)
  }
}

/** Signs and sends as a person, and remembers the fee. */
export async function sendAs(
  { world, fees }: Stage,
  name: string,
  build: (tx: World['wallets']['api']['tx']) => Parameters<World['wallets']['send']>[1],
): Promise<void> {
  const receipt = await world.wallets.send(name, build(world.wallets.api.tx))
  fees.set(name, (fees.get(name) ?? 0n) + receipt.fee)
}
