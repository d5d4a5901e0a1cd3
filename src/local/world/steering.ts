import { setTimeout as sleep } from 'node:timers/promises'
import type { Ledger } from '../../ledger/ledger.ts'
import { subnetAt } from '../../ledger/subnets.ts'
import { GRACE } from '../../mechanisms/kernel/grace.ts'
import { deadlines } from '../../mechanisms/subnet/deadlines.ts'
import { type SubnetState, subnetStream } from '../../mechanisms/subnet/state.ts'
import type { Asked, IssueRef, Steering } from '../github/steering.ts'
import { latestOf } from './latest.ts'
import { register, weigh } from './neurons.ts'
import { contribute, link, pay } from './purse.ts'
import { markOf, waitOf } from './waits-for.ts'
import type { World } from './world.ts'

/** Milliseconds that the App may take for what is due. */
const PATIENCE = 60_000
const LOOK_EVERY = 50

/** What of a world can be moved. */
export type Moved = Pick<World, 'clock' | 'jump' | 'subtensor' | 'wallets' | 'market'> & {
  readonly marketId: number
  readonly ledger: Ledger
}

export interface Turn {
  readonly stream: string
  readonly login: string
  /** As somebody typed it. */
  readonly amount: string
}

/** How people move a world on from a thread of its GitHub. One at a time: two clocks would race, and two payments of one wallet. */
export function openSteering(world: Moved): Steering {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (work: (world: Moved, turn: Turn) => Promise<string>) => (asked: Asked) => {
    const { place, login, amount } = asked
    const next = last
      .catch(() => {})
      .then(async () => work(world, { stream: await streamAt(world, place), login, amount }))
    last = next
    return next
  }
  return {
    link: inTurn(link),
    pay: inTurn(pay),
    contribute: inTurn(contribute),
    'go-on': inTurn(goOn),
    populate: inTurn(populate),
  }
}

async function streamAt({ ledger, marketId }: Moved, { repository, number }: IssueRef): Promise<string> {
  const stream =
    repository === marketId ? subnetStream(marketId, number) : await subnetAt(ledger.queries, repository)
  const state = stream === null ? null : await ledger.readSubnet(stream)
  if (stream === null || !state?.idea)
    throw new Error('This thread is about no idea, or Tributary has not read it yet: a moment later it has.')
  return stream
}

async function goOn(world: Moved, { stream }: Turn): Promise<string> {
  const before = await world.ledger.readSubnet(stream)
  const wait = waitOf(before)
  if (wait.for === 'people') throw new Error(`Time brings nothing here. It waits until ${wait.what}.`)
  if (wait.for === 'nothing') throw new Error(`Nothing is waited for: ${wait.what}.`)
  let state = await passTime(world, stream, before)
  // What Tributary does by itself is nobody's turn.
  while (waitOf(state).for === 'Tributary') state = await untilChanged(world, stream, state)
  return `Before: ${wait.what}. Now: ${waitOf(state).what}. It is ${dateOf(world.clock.now())} here.`
}

/** Weights grow old by blocks: while the days of a probation pass in a moment, there are none but those that a day needs. */
async function passTime(world: Moved, stream: string, before: SubnetState): Promise<SubnetState> {
  if (before.phase !== 'probation') return untilChanged(world, stream, before)
  const { control } = world.subtensor
  control.pause()
  try {
    return await untilChanged(world, stream, before)
  } finally {
    control.resume()
  }
}

async function untilChanged(
  { ledger, clock, jump }: Moved,
  stream: string,
  before: SubnetState,
): Promise<SubnetState> {
  const isTime = waitOf(before).for === 'time'
  const latest = latestOf(ledger, stream)
  let end = Date.now() + PATIENCE
  for (;;) {
    const state = await latest()
    if (markOf(state) !== markOf(before)) return state
    const { at } = deadlines(state)
    if (isTime && at !== null && at > clock.now()) {
      // No App may be shown a time that its machine has not reached.
      if (at + GRACE > Date.now())
        throw new Error(
          'This world has come to the present, and goes no further. Delete its directory to begin anew.',
        )
      await jump(at)
      end = Date.now() + PATIENCE
    }
    if (Date.now() > end)
      throw new Error(`Nothing has changed in a minute: it still waits until ${waitOf(state).what}.`)
    await sleep(LOOK_EVERY)
  }
}

async function populate(world: Moved, { stream }: Turn): Promise<string> {
  const { launch, probation } = await world.ledger.readSubnet(stream)
  const netuid = launch?.netuid ?? null
  if (netuid === null) throw new Error('The subnet is not registered yet: nobody can join it.')
  await register(world, netuid)
  const joined = `Three miners and two validators are registered on subnet ${netuid}.`
  if (!probation)
    return `${joined} Once it has started, let them come again: only then can the validators weigh the miners.`
  if (!(await weigh(world, netuid)))
    throw new Error(
      `${joined} They cannot weigh the miners: here validators set weights in the open, and the subnet takes hidden ones only. Its architecture would have to say commit_reveal_weights_enabled: false.`,
    )
  return `${joined} The validators have weighed the miners, and every epoch pays.`
}

/** UTC, to the minute. */
export const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ')
