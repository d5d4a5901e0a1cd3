import type { KeyringPair } from '@polkadot/keyring/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { derivativeOf } from './accounts.ts'
import { type Call, type Chain, openChain } from './chain.ts'
import { leastStake, tao } from './facts.ts'
import { event, type Outcome } from './outcome.ts'

// What a day's payments stand on: transfers of stake in a forceBatch of a pot, which a proxy calls for.

const ROOT = 0
const POT = 2

describe.each([424, 475] as const)('at %d', (spec) => {
  let chain: Chain
  beforeAll(async () => {
    chain = await openChain('//Eve', { spec })
  })
  afterAll(() => chain.close())

  const give = (to: string, hotkey: string, amount: bigint) =>
    chain.call('subtensorModule', 'transferStake', to, hotkey, ROOT, ROOT, amount)
  const stakeOf = async (coldkey: string) => {
    const infos = await chain.ask('stakeInfoRuntimeApi', 'getStakeInfoForColdkey', coldkey)
    return (infos as { stake: bigint }[]).reduce((sum, { stake }) => sum + stake, 0n)
  }

  /** A pot with alpha under one hotkey, and who acts for it. */
  async function openPot() {
    const [owner, app, hotkey] = [await chain.person(), await chain.person(), await chain.person(0n)]
    await chain.submit(chain.call('proxy', 'addProxy', app.address, 'Any', 0), owner)
    await chain.submit(chain.call('subtensorModule', 'tryAssociateHotkey', hotkey.address), owner)
    await chain.submit(chain.call('subtensorModule', 'addStake', hotkey.address, ROOT, 40n * tao), owner)
    const pot = derivativeOf(owner.address, POT)
    await chain.submit(give(pot, hotkey.address, 20n * tao), owner)
    const pay = (rows: Call[]): Promise<Outcome> => {
      const item = chain.api.tx.utility.asDerivative(POT, chain.api.tx.utility.forceBatch(rows))
      return chain.submit(chain.api.tx.proxy.proxy(owner.address, null, item), app)
    }
    return { pot, hotkey: hotkey.address, pay }
  }

  const paid = (from: string, to: KeyringPair, hotkey: string, amount: bigint) => {
    const moved = [amount, amount, BigInt(ROOT), 0n]
    const netuid = BigInt(ROOT)
    return [
      event('SubtensorModule.StakeRemoved', [from, hotkey, ...moved]),
      event('SubtensorModule.StakeAdded', [to.address, hotkey, ...moved]),
      event('SubtensorModule.StakeTransferred', [from, to.address, hotkey, netuid, netuid, amount]),
      event('Utility.ItemCompleted', {}),
    ]
  }
  const refused = (error: string) => event('Utility.ItemFailed', { error: `SubtensorModule.${error}` })

  test('each row tells its own pair, and one that fails takes no other with it', async () => {
    const { pot, hotkey, pay } = await openPot()
    const [ada, ben] = [await chain.person(0n), await chain.person(0n)]
    const tooLittle = spec === 424 ? leastStake - 1n : 99_999n
    const outcome = await pay([
      give(ada.address, hotkey, 2n * tao),
      give(ben.address, hotkey, tooLittle),
      give(ben.address, hotkey, 3n * tao),
    ])
    expect(outcome.error).toBeUndefined()
    expect(outcome.body).toEqual([
      ...paid(pot, ada, hotkey, 2n * tao),
      refused('AmountTooLow'),
      ...paid(pot, ben, hotkey, 3n * tao),
      event('Utility.BatchCompletedWithErrors', {}),
      event('Proxy.ProxyExecuted', { result: 'Ok' }),
    ])
    expect(await stakeOf(ben.address)).toBe(3n * tao)
    expect(await stakeOf(pot)).toBe(15n * tao)
  })

  test('what a pot has not is cut by the older runtime, and refused by the newer', async () => {
    const { pot, hotkey, pay } = await openPot()
    const ada = await chain.person(0n)
    const { body } = await pay([give(ada.address, hotkey, 21n * tao)])
    const ends = [event('Proxy.ProxyExecuted', { result: 'Ok' })]
    if (!chain.isLocal) return
    expect(body).toEqual(
      spec === 424
        ? [...paid(pot, ada, hotkey, 20n * tao), event('Utility.BatchCompleted', {}), ...ends]
        : [refused('NotEnoughStakeToWithdraw'), event('Utility.BatchCompletedWithErrors', {}), ...ends],
    )
  })

  test('what a pot has under another hotkey is moved, and stays the pot’s', async () => {
    const { pot, hotkey, pay } = await openPot()
    const [ada, other] = [await chain.person(), await chain.person(0n)]
    const move = (target: string, amount: bigint) =>
      chain.call('subtensorModule', 'moveStake', hotkey, target, ROOT, ROOT, amount)
    await chain.submit(chain.call('subtensorModule', 'tryAssociateHotkey', other.address), ada)
    const outcome = await pay([move(other.address, 2n * tao), move(hotkey, 2n * tao)])
    const moved = [2n * tao, 2n * tao, BigInt(ROOT), 0n]
    const netuid = BigInt(ROOT)
    expect(outcome.body).toEqual([
      event('SubtensorModule.StakeRemoved', [pot, hotkey, ...moved]),
      event('SubtensorModule.StakeAdded', [pot, other.address, ...moved]),
      event('SubtensorModule.StakeMoved', [pot, hotkey, netuid, other.address, netuid, 2n * tao]),
      event('Utility.ItemCompleted', {}),
      refused('SameNetuid'),
      event('Utility.BatchCompletedWithErrors', {}),
      event('Proxy.ProxyExecuted', { result: 'Ok' }),
    ])
    expect(await stakeOf(pot)).toBe(20n * tao)
  })

  test('from the newer runtime on a row goes onto another hotkey, and tells the same pair', async () => {
    if (!chain.api.tx.subtensorModule?.transferStakeAndHotkey) return expect(spec).toBe(424)
    const { pot, hotkey, pay } = await openPot()
    const [ada, other] = [await chain.person(), await chain.person(0n)]
    const onto = (to: string, amount: bigint, target = other.address) =>
      chain.call('subtensorModule', 'transferStakeAndHotkey', to, hotkey, target, ROOT, ROOT, amount)
    const early = await pay([onto(ada.address, 2n * tao)])
    expect(early.body[0]).toEqual(refused('HotKeyAccountNotExists'))
    await chain.submit(chain.call('subtensorModule', 'tryAssociateHotkey', other.address), ada)
    const outcome = await pay([onto(ada.address, 2n * tao), onto(ada.address, 21n * tao)])
    const moved = [2n * tao, 2n * tao, BigInt(ROOT), 0n]
    expect(outcome.body).toEqual([
      event('SubtensorModule.StakeRemoved', [pot, hotkey, ...moved]),
      event('SubtensorModule.StakeAdded', [ada.address, other.address, ...moved]),
      event('SubtensorModule.StakeAndHotkeyTransferred', {
        originColdkey: pot,
        destinationColdkey: ada.address,
        originHotkey: hotkey,
        destinationHotkey: other.address,
        originNetuid: BigInt(ROOT),
        destinationNetuid: BigInt(ROOT),
        amount: 2n * tao,
      }),
      event('Utility.ItemCompleted', {}),
      refused('NotEnoughStakeToWithdraw'),
      event('Utility.BatchCompletedWithErrors', {}),
      event('Proxy.ProxyExecuted', { result: 'Ok' }),
    ])
    expect(await chain.stored('subtensorModule', 'totalHotkeyAlpha', other.address, ROOT)).toBe(2n * tao)
  })
})
