import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  pair,
  quiet,
  send,
  startChainWorld,
  until,
} from '../../../test/support/chain-world.ts'
import { people, stream, tao } from '../../../test/support/commands.ts'
import { live } from '../../../test/support/live.ts'
import { accept, headOf, minedConfig, validators } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { potsOf, tillOf, treasuryOf } from '../../chain/pots.ts'
import { links } from '../../ledger/schema.ts'
import { REFUND_FEE } from '../../mechanisms/refund/refund.ts'
import { raceOf } from '../../mechanisms/streams/names.ts'
import { errands } from '../../mechanisms/subnet/errands.ts'
import { decodeBill } from '../bills.ts'
import { runErrand } from '../errands.ts'
import type { ErrandTools } from '../kit/errand.ts'

// Eva, Fox and two more have scored; of these, Eva and the fourth are linked and have stake on root. Ben's proposal is the best.

const HOUR = 3_600_000
const config = { ...minedConfig, mining: { ...minedConfig.mining, guaranteeDeadline: HOUR } }

let world: ChainWorld
beforeEach(async () => {
  const [eva, , , fourth] = validators
  const { address } = treasuryOf(pair('Alice').address, [pair('Bob').address], 1)
  world = await startChainWorld({
    // The discoverer's collateral, which goes back.
    endow: { [tillOf(address)]: tao(1) },
    validators: [
      { coldkey: eva?.coldkey ?? '', hotkey: pair('Eva-hotkey').address, stake: tao(5_000) },
      { coldkey: fourth?.coldkey ?? '', hotkey: pair('Fourth-hotkey').address, stake: tao(999) },
    ],
  })
})
afterEach(() => world.stop())

const state = () => world.ledger.readSubnet(stream())

async function run(kind: string): Promise<void> {
  const errand = errands(await state()).find((one) => one.kind === kind)
  const tools = { ...world, github: {}, localHosts: new Map(), log: quiet, now: Date.now }
  await runErrand(tools as unknown as ErrandTools, raceOf(stream()), errand?.key ?? '')
}

test('a round is counted with what those who scored have on chain', async () => {
  await live(world, minedTales.counting, config)
  const rows = validators.map(({ user, coldkey }) => ({ userId: user, coldkey, login: '', linkedAt: 0 }))
  await world.ledger.queries.insert(links).values(rows)
  await run('stakes')
  const { stakes, rounds } = await state()
  expect(stakes).toEqual({ 103: tao(5_000) })
  expect(rounds[0]).toMatchObject({ stage: 'invited', invitation: { miner: people.ben } })
})

test('a round in which nobody who scored has stake lapses', async () => {
  await live(world, minedTales.counting, config)
  await run('stakes')
  expect((await state()).rounds[0]).toMatchObject({ stage: 'lapsed', lapse: 'no-proposal' })
})

test('the guarantee is billed, paid and seen; what is paid beside it goes back', async () => {
  const treasuryPot = potsOf(world.treasury.address, 0)
  await live(world, [...minedTales.invited, accept(1_200, 11, people.ben)], config)
  await run('guarantee-bill')
  const bill = (await state()).rounds[0]?.invitation?.bill
  if (!bill) throw new Error('no bill')
  expect(decodeBill(world.chain, bill.callHex)).toMatchObject({
    kind: 'guarantee',
    fee: 0n,
    collateral: tao(10),
    into: treasuryPot.escrow,
    remark: `tributary:guarantee:v1:7:1:1:${headOf(11)}`,
  })
  const side = await world.start()
  const { api } = world.chain
  const pay = async (name: string) => {
    await send(world.chain, pair(name), api().tx(api().createType('Call', bill.callHex)))
  }
  await pay('Ferdie')
  await pay('Bob')
  await until('the guarantee counts', async () => (await state()).phase === 'launching')
  expect((await state()).mining.guarantees).toMatchObject([
    { fate: 'held', paid: { payer: pair('Bob').address, collateral: tao(10) } },
  ])
  await pay('Bob')
  await until('both others are owed back', async () => (await state()).refunds.length === 2)
  expect((await state()).refunds).toMatchObject([
    { payer: pair('Ferdie').address, reason: 'another-payer', amount: tao(10) },
    { payer: pair('Bob').address, reason: 'twice', amount: tao(10) },
  ])
  await until('both are paid back', async () => {
    side.settleSoon()
    return (await balanceOf(world.chain, treasuryPot.escrow)) === tao(10) + 2n * REFUND_FEE
  })
})
