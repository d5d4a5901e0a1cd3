import type { KeyringPair } from '@polkadot/keyring/types'
import { blake2AsHex } from '@polkadot/util-crypto'
import { afterEach, expect, test } from 'vitest'
import {
  balanceOf,
  type ChainWorld,
  owe,
  pair,
  payee,
  send,
  startChainWorld,
  transferTo,
  until,
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { pendingApprovals } from '../../ledger/approvals.ts'
import { successorOf } from '../../ledger/lineage.ts'
import { keepSheet, sha256 } from '../../ledger/sheets.ts'
import { alpha } from '../../mechanisms/money.ts'
import { numbered } from '../../mechanisms/pots.ts'
import { payAlpha } from '../../mechanisms/sheet/paying.ts'
import { sheetOf } from '../../mechanisms/sheet/sheet.ts'
import { callOf } from '../extrinsic.ts'
import { holdersAt } from '../holders/holders-at.ts'
import { potAddress, treasuryOf } from '../pots.ts'

// Dave swaps his coldkey while something is on its way to it: Eve inherits. Ferdie swapped his long ago, and holds alpha again.

const pot = numbered('payroll', 0)
const [dave, eve] = [pair('Dave'), pair('Eve')]
const hotkey = pair('Hot').address
/** From when a swap is announced until it may be made. */
const ANNOUNCED = 51

let world: ChainWorld
afterEach(() => world.stop())

async function swap(from: KeyringPair, to: string): Promise<void> {
  const { chain, node, ledger } = world
  const call = (name: string, ...args: unknown[]) => callOf(chain.api(), 'subtensorModule', name, ...args)
  await send(chain, from, call('announceColdkeySwap', blake2AsHex(pair(to).publicKey)))
  await node.control.createBlocks(ANNOUNCED)
  await send(chain, from, call('swapColdkeyAnnounced', pair(to).address))
  await until(
    `${to} inherits`,
    async () => (await successorOf(ledger.queries, from.address)) === pair(to).address,
  )
}

const blockNow = async () => (await world.chain.finalized()).number

/** A day's sheet that was reckoned now: the one intent that pays it. */
async function reckon(accounts: readonly string[]) {
  const rows = accounts.map((account, n) => ({ account, amount: alpha(tao(n + 1)), reason: '' }))
  const sheet = sheetOf({ rows, size: 9, previous: '', block: await blockNow() }, sha256)
  await keepSheet(world.ledger.queries, 'test', sheet)
  const [part] = sheet.parts
  if (!part) throw new Error('no part')
  const call = payAlpha(sheet.digest, part, { netuid: 0, hotkey })
  return { key: 'part', call, pot, coldkey: '' }
}

async function holdings(): Promise<ReadonlyMap<string, bigint>> {
  const { positions } = await holdersAt(world.chain, 0, await world.chain.finalized())
  return new Map(positions.map(({ coldkey, amount }) => [coldkey, amount]))
}

test.each([424, 475] as const)(
  'at %d an open row of a day goes to whoever inherited its coldkey since, and to nobody who inherited before',
  async (spec) => {
    const coldkey = potAddress(treasuryOf(pair('Alice').address, [pair('Bob').address], 1).address, pot)
    world = await startChainWorld({ spec, validators: [{ coldkey, hotkey, stake: tao(10) }] })
    await world.start()
    await swap(pair('Ferdie'), 'Gil')
    const sheet = await reckon([dave.address, pair('Ferdie').address])
    await swap(dave, 'Eve')
    await owe(world.ledger, [sheet])
    await until('it is paid', async () => (await holdings()).has(pair('Ferdie').address))
    const held = await holdings()
    expect(held.get(eve.address)).toBe(tao(1))
    expect(held.get(pair('Ferdie').address)).toBe(tao(2))
    expect([dave.address, pair('Gil').address].some((one) => held.has(one))).toBe(false)
  },
)

test('a call that waits for guardians is taken back where it pays a coldkey that was swapped, and opened anew for the heir', async () => {
  const treasury = treasuryOf(pair('Alice').address, [pair('Bob').address], 2)
  const coldkey = potAddress(treasury.address, pot)
  world = await startChainWorld({ threshold: 2, validators: [{ coldkey, hotkey, stake: tao(10) }] })
  const { ledger, chain } = world
  await world.start()
  await owe(ledger, [await reckon([dave.address])])
  const waiting = () => pendingApprovals(ledger.queries)
  await until('the rows wait', async () => (await waiting()).length === 1)
  await owe(ledger, [
    { key: 'plain', call: transferTo(dave.address, tao(3)) },
    { key: 'other', call: transferTo(payee(1), tao(4)), notBefore: 0 },
  ])
  await until('the others wait', async () => (await waiting()).length === 2)
  const before = await waiting()
  await swap(dave, 'Eve')
  const has = await balanceOf(chain, eve.address)
  const approved = new Set(before.map(({ callHash }) => callHash))
  const approveAll = async () => {
    for (const { callHash, callData, timepoint, maxWeight } of await waiting()) {
      if (approved.has(callHash)) continue
      approved.add(callHash)
      const call = chain.api().createType('Call', callData)
      const args = [2, [pair('Alice').address], timepoint, call, maxWeight] as const
      const approving = callOf(chain.api(), 'multisig', 'asMulti', ...args)
      // A block may take the one before it at this very moment: then it is signed anew.
      await send(chain, pair('Bob'), approving).catch(() => approved.delete(callHash))
      return
    }
  }
  await until('Eve has all of it', async () => {
    await approveAll()
    const gained = (await balanceOf(chain, eve.address)) - has
    return gained === tao(3) && (await holdings()).get(eve.address) === tao(1)
  })
  expect((await holdings()).has(dave.address)).toBe(false)
})
