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
})
