import { afterEach, expect, test } from 'vitest'
import { type ChainWorld, pair, send, startChainWorld, until } from '../../../test/support/chain-world.ts'
import { stream, tao } from '../../../test/support/commands.ts'
import { live } from '../../../test/support/live.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { approved } from '../../chain/calls.ts'
import { potsOf, treasuryOf } from '../../chain/pots.ts'
import { pendingApprovals } from '../../ledger/approvals.ts'
import { readLife } from '../../ledger/read-subnet.ts'
import { delegatesOn, lookForDelegates } from './look.ts'

let world: ChainWorld
afterEach(() => world.stop())

const silent = () => undefined
const slice = async () => (await readLife(world.ledger.queries, stream())).delegates

test.each([424, 475] as const)(
  'at %d guardians are asked once to let the App’s key pay rows and set weights, and then it does',
  async (spec) => {
    const { address } = treasuryOf(pair('Alice').address, [pair('Bob').address], 2)
    const pots = potsOf(address, 0)
    world = await startChainWorld({
      spec,
      threshold: 2,
      endow: { [pots.treasury]: tao(200), [pots.escrow]: tao(20) },
    })
    const { chain, ledger, treasury } = world
    await live(world, minedTales.passed, minedConfig)
    const read = delegatesOn(chain, treasury, silent)
    const look = () => lookForDelegates(ledger, read, async () => Date.now(), new Map())
    await look()
    expect((await slice()).changes.map(({ pot, type, deposit }) => [pot, type, deposit])).toEqual([
      ['payroll', 'Transfer', 93_000_500n],
      ['hotkey', 'NonFungible', 93_000_500n],
    ])
    await world.start()
    await until('it is asked', async () => (await waiting()).some((key) => key.startsWith('delegate:')))
    // All in one call: the deposits, and the proxies that they are for.
    expect((await waiting()).filter((key) => /^(delegate|pot-deposit):/.test(key))).toHaveLength(4)
    const [call, ...others] = await pendingApprovals(ledger.queries)
    if (!call) throw new Error('no call waits')
    expect(others).toEqual([])
    await send(chain, pair('Bob'), approved(chain.api(), pair('Bob').address, call))
    await until('both are given', async () => (await slice()).given.length === 2)
    await look()
    expect(await slice()).toMatchObject({ number: 1, changes: [{ isDone: true }, { isDone: true }] })
    expect((await read(pots))?.standing).toEqual([
      { pot: 'payroll', delegate: pair('Alice').address, type: 'Transfer' },
      { pot: 'hotkey', delegate: pair('Alice').address, type: 'NonFungible' },
    ])
    expect(await delegatesOn(chain, { ...treasury, threshold: 1 }, silent)(pots)).toBeNull()
  },
  60_000,
)

const waiting = async () => (await pendingApprovals(world.ledger.queries)).flatMap(({ intents }) => intents)
