import { afterEach, expect, test } from 'vitest'
import { live as hand, handTo } from '../../../test/support/addressed.ts'
import { type ChainWorld, pair, send, startChainWorld, until } from '../../../test/support/chain-world.ts'
import { people, START, stream, tao } from '../../../test/support/commands.ts'
import { live } from '../../../test/support/live.ts'
import {
  askSeat,
  giveScore,
  minedConfig,
  openTask,
  reportHead,
  reportPlan,
  reportTask,
  seeProposal,
  validators,
} from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { potsOf, tillOf, treasuryOf } from '../../chain/pots.ts'
import { readStorage } from '../../chain/storage.ts'
import { readCursor } from '../../ledger/cursors.ts'
import { readTeamState } from '../../ledger/read-subnet.ts'
import { latestOf } from '../../local/world/latest.ts'
import type { ChainStep } from '../../mechanisms/architecture/architecture.ts'
import { teamOf } from '../../mechanisms/streams/names.ts'
import type { SubnetCommand } from '../../mechanisms/subnet/state.ts'
import { runErrand } from '../errands.ts'
import type { ErrandTools } from '../kit/errand.ts'

// A launched network takes weights in the open, or only encrypted. Of two members Fox, whose coldkey is Dave's, has a hotkey there; Ada has none.

const stepsOf = (isHidden: boolean): ChainStep[] => [
  ...(isHidden
    ? []
    : [{ kind: 'hyperparameter', name: 'commit_reveal_weights_enabled', value: false } as const]),
  { kind: 'hyperparameter', name: 'max_allowed_uids', value: 128n },
  { kind: 'mechanism-count', count: 2 },
]
const registering = (isHidden: boolean) =>
  minedTales.registering.map((command): SubnetCommand => {
    if (command.type !== 'ReportHead' || !command.reading.architecture) return command
    const hyperparameters = {
      max_allowed_uids: 128n,
      ...(isHidden ? {} : { commit_reveal_weights_enabled: false }),
    }
    const architecture = { ...command.reading.architecture, steps: stepsOf(isHidden), hyperparameters }
    return { ...command, reading: { ...command.reading, architecture } }
  })

let world: ChainWorld
afterEach(() => world.stop())

const read = async (item: string, ...keys: unknown[]) => {
  const { hash } = await world.chain.finalized()
  const [value] = await readStorage(world.chain, [{ pallet: 'subtensorModule', item, keys }], hash)
  return value?.toJSON()
}
/** Blocks come faster than their slots: the chain's clock is ahead of this machine's. */
const chainTime = async () => (await readCursor(world.ledger.queries))?.at ?? Date.now()
const team = () => readTeamState(world.ledger.queries, teamOf(stream()))

test.each([
  ['in the open', false],
  ['encrypted until a round', true],
])(
  'standings come to the chain through the owner’s hotkey, %s',
  async (_, isHidden) => {
    const { address } = treasuryOf(pair('Alice').address, [pair('Bob').address], 1)
    const pots = potsOf(address, 0)
    const endow = { [tillOf(address)]: tao(1), [pots.escrow]: tao(10), [pots.treasury]: tao(110) }
    world = await startChainWorld({ endow })
    const state = latestOf(world.ledger, stream())
    await live(world, registering(isHidden), minedConfig)
    await world.start({ heardUpTo: (timestamp) => timestamp })
    await until('it is registered', async () => (await state()).launch?.netuid === 1, 60_000)
    const at = Date.now()
    await world.ledger.write((writing) =>
      handTo(writing, stream(), { ...reportPlan(0), steps: stepsOf(isHidden), at }),
    )
    await until('it is started', async () => (await state()).launch?.startedAt != null, 60_000)

    const hotkey = pair('Dave-hotkey').address
    await send(
      world.chain,
      pair('Dave'),
      callOf(world.chain.api(), 'subtensorModule', 'burnedRegister', 1, hotkey),
    )
    await until('Dave has a hotkey there', async () => (await read('Uids', 1, hotkey)) !== undefined)

    const [eva] = validators
    if (!eva) throw new Error('a validator')
    const now = (await chainTime()) - START
    await hand(world.ledger, stream(), [
      askSeat(now, people.fox),
      askSeat(now + 1, people.ada),
      openTask(now + 2, 60, { length: 60_000 }),
      seeProposal(now + 3, 21, people.fox, { task: 60 }),
      reportHead(now + 4, 21, { touches: false }),
      seeProposal(now + 5, 22, people.ada, { task: 60 }),
      reportHead(now + 6, 22, { touches: false }),
      giveScore(now + 7, 21, eva, 90),
      giveScore(now + 8, 22, eva, 40),
    ])
    await until('the task is over', async () => (await team()).tasks.open[0]?.stage === 'counting', 30_000)
    await hand(world.ledger, stream(), [reportTask((await chainTime()) - START, 60)])
    await until('it is weighed', async () => (await team()).weights.count === 1)

    const tools = {
      ...world,
      now: () => Date.now(),
      log: { info: () => undefined },
    } as unknown as ErrandTools
    await runErrand(tools, teamOf(stream()), `team-weights:${stream()}:1`)
    const { weighing } = (await team()).weights
    const uid = Number(await read('Uids', 1, hotkey))
    expect(weighing).toMatchObject({
      calls: [{ mechanism: 1, uids: [uid], values: [65_535], isHidden }],
      left: [people.ada],
    })
    await until('they are set', async () => (await team()).weights.weighing?.calls[0]?.setIn != null, 30_000)
    const weighed = () => read('Weights', 4_097, 0)
    if (isHidden)
      await until('the chain opens them', async () => JSON.stringify(await weighed()) !== '[]', 60_000)
    expect(await weighed()).toEqual([[uid, 65_535]])
    if (!isHidden) return
    const first = async () => (await team()).weights.weighing?.calls[0]
    await until('it is known that they are in force', async () => (await first())?.openedIn !== undefined)
    expect((await first())?.openedIn).toBeGreaterThanOrEqual((await first())?.timelock?.opensIn ?? Infinity)
    const other = pair('Eve-hotkey').address
    await send(
      world.chain,
      pair('Dave'),
      callOf(world.chain.api(), 'subtensorModule', 'burnedRegister', 1, other),
    )
    const count = async () => (await team()).weights.count
    // Ada may have come: she has no UID.
    await until(
      'they are doubted',
      async () => ((await team()).weights.nextAt ?? 0) <= (await chainTime()) + 3_600_000,
    )
    expect(await count()).toBe(1)
  },
  150_000,
)
