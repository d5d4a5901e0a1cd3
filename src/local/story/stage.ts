import { setTimeout as sleep } from 'node:timers/promises'
import { deadlines } from '../../mechanisms/subnet/deadlines.ts'
import { type SubnetState, subnetStream } from '../../mechanisms/subnet/state.ts'
import { latestOf } from '../world/latest.ts'
import type { World } from '../world/world.ts'

/** Where the story is told: the world, the narrator, and the issues that it is about. */
export interface Stage {
  readonly world: World
  /** One line a step. */
  say(line: string, link?: string): void
  /** Gives people time to read; nothing with `--fast`. */
  pause(): Promise<void>
  /** Issue numbers by what they are in the story. */
  readonly issues: Map<string, number>
}

/** 0, which no issue has, where the story has not come so far. */
export const issueOf = ({ issues }: Pick<Stage, 'issues'>, name: string): number => issues.get(name) ?? 0

export const capital = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`

const PATIENCE = 90_000
const LOOK_EVERY = 25

/** Waits until an idea's state is as wanted; throws, saying what was waited for, after a minute and a half. */
export async function until(
  { world }: Stage,
  issue: number,
  what: string,
  wanted: (state: SubnetState) => boolean | Promise<boolean>,
): Promise<SubnetState> {
  const latest = latestOf(world.app.ledger, subnetStream(world.github.market.id, issue))
  const end = Date.now() + PATIENCE
  for (;;) {
    const state = await latest()
    if (await wanted(state)) return state
    if (Date.now() > end)
      throw new Error(`Idea #${issue}: waited in vain until ${what}; it is ${state.phase}.`)
    await sleep(LOOK_EVERY)
  }
}

/** Waits as `until` does. Nothing but time is wanted, so the world goes on to the idea's next deadline, and to the one after it. */
export function untilTime(
  stage: Stage,
  issue: number,
  what: string,
  wanted: (state: SubnetState) => boolean,
): Promise<SubnetState> {
  return until(stage, issue, what, async (state) => {
    if (wanted(state)) return true
    const { clock, jump } = stage.world
    const { at } = deadlines(state)
    if (at !== null && at > clock.now()) await jump(at)
    return false
  })
}

/** Moves the world on to a moment, milliseconds UTC, unless it is over: what is due until then is not waited for. */
export async function passTo({ world: { clock, jump } }: Stage, moment: number): Promise<void> {
  if (moment > clock.now()) await jump(moment)
}

/** The extrinsic that a bill's ready call makes. */
export function extrinsicOf({ world: { wallets } }: Stage, callHex: string | undefined) {
  const call = wallets.api.registry.createType('Call', callHex)
  return wallets.api.tx[call.section]?.[call.method]?.(...call.args)
}

/** Signs and sends a person's extrinsic, the `nth` of the story, counted from 1; one that is on the chain is not sent again. */
export async function sendAs(
  { world: { wallets } }: Stage,
  name: string,
  nth: number,
  build: (tx: World['wallets']['api']['tx']) => Parameters<World['wallets']['send']>[1],
): Promise<void> {
  const nonce = await wallets.api.rpc.system.accountNextIndex(wallets.addressOf(name))
  if (nonce.toNumber() >= nth) return
  await wallets.send(name, build(wallets.api.tx))
}
