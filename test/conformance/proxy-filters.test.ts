import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Call, type Chain, openChain } from './chain.ts'
import { tao } from './facts.ts'
import { event } from './outcome.ts'

// What a delegate of a narrow type may do: the chain says it when it is asked, and refuses the rest. So many payments in one extrinsic
// are a batch of proxied calls, and no proxied batch.

interface CallInfo {
  readonly palletName: string
  readonly callName: string | null
}
interface FilterInfo {
  readonly name: string
  readonly filterMode: string
  readonly calls: readonly CallInfo[]
  readonly exceptions: readonly CallInfo[]
}

describe.each(process.env.SUBTENSOR_URL ? [424 as const] : ([424, 475] as const))('at spec %i', (spec) => {
  let chain: Chain
  beforeAll(async () => {
    chain = await openChain('//Bob', { spec })
  })
  afterAll(() => chain.close())

  const give = (to: string, amount: bigint) => chain.api.tx.balances.transferKeepAlive(to, amount)
  const as = (real: string, type: string, call: Call) => chain.call('proxy', 'proxy', real, type, call)
  const add = (delegate: string, type: string) => chain.call('proxy', 'addProxy', delegate, type, 0)
  const executed = (result: string) => event('Proxy.ProxyExecuted', { result })
  const filterOf = async (name: string): Promise<FilterInfo | undefined> => {
    const filters = (await chain.ask('proxyFilterRuntimeApi', 'getProxyFilter', null)) as FilterInfo[]
    return filters.find((one) => textOf(one.name) === name)
  }

  test('each type is told with its index, and what it lets through', async () => {
    const types = (await chain.ask('proxyFilterRuntimeApi', 'getProxyTypes')) as { name: string }[]
    expect(types.map(({ name }) => textOf(name))).toEqual(
      expect.arrayContaining(['Any', 'NonFungible', 'Transfer']),
    )
    const transfer = await filterOf('Transfer')
    expect(transfer && allows(transfer, 'SubtensorModule', 'transfer_stake')).toBe(true)
    expect(transfer && allows(transfer, 'Utility', 'force_batch')).toBe(false)
    const nonFungible = await filterOf('NonFungible')
    expect(nonFungible && allows(nonFungible, 'SubtensorModule', 'set_mechanism_weights')).toBe(true)
    expect(nonFungible && allows(nonFungible, 'SubtensorModule', 'transfer_stake')).toBe(false)
    expect(await filterOf('Any')).toMatchObject({ filterMode: 'AllowAll', calls: [] })
  })

  test('a batch of proxied payments tells of each before its own end; a proxied batch is refused', async () => {
    const [owner, delegate, to] = [await chain.person(), await chain.person(), await chain.person(0n)]
    await chain.submit(add(delegate.address, 'Transfer'), owner)
    const rows = [tao, 1_000n * tao, 2n * tao].map((amount) =>
      as(owner.address, 'Transfer', give(to.address, amount)),
    )
    const paid = await chain.submit(chain.api.tx.utility.forceBatch(rows), delegate)
    const transfer = (amount: bigint) =>
      event('Balances.Transfer', { from: owner.address, to: to.address, amount })
    expect(paid.body).toEqual([
      event('System.NewAccount', { account: to.address }),
      event('Balances.Endowed', { account: to.address, freeBalance: tao }),
      transfer(tao),
      executed('Ok'),
      event('Utility.ItemCompleted', {}),
      executed('Token.FundsUnavailable'),
      event('Utility.ItemCompleted', {}),
      transfer(2n * tao),
      executed('Ok'),
      event('Utility.ItemCompleted', {}),
      event('Utility.BatchCompleted', {}),
    ])
    const batch = chain.api.tx.utility.forceBatch([give(to.address, tao)])
    const refused = await chain.submit(as(owner.address, 'Transfer', batch), delegate)
    expect(refused).toMatchObject({ error: undefined, body: [executed('System.CallFiltered')] })
  })

  test('a type that nobody gave is no proxy', async () => {
    const [owner, delegate] = [await chain.person(), await chain.person()]
    await chain.submit(add(delegate.address, 'NonFungible'), owner)
    const item = as(owner.address, 'Transfer', give(delegate.address, tao))
    expect(await chain.submit(item, delegate)).toMatchObject({ error: 'Proxy.NotProxy', body: [] })
    const batch = await chain.submit(chain.api.tx.utility.forceBatch([item]), delegate)
    expect(batch.body).toEqual([
      event('Utility.ItemFailed', { error: 'Proxy.NotProxy' }),
      event('Utility.BatchCompletedWithErrors', {}),
    ])
    const spend = as(owner.address, 'NonFungible', give(delegate.address, tao))
    expect(await chain.submit(spend, delegate)).toMatchObject({ body: [executed('System.CallFiltered')] })
  })
})

/** Text is bytes there. */
const textOf = (bytes: string): string =>
  bytes.startsWith('0x') ? Buffer.from(bytes.slice(2), 'hex').toString() : bytes

function allows({ filterMode, calls, exceptions }: FilterInfo, pallet: string, call: string): boolean {
  const names = (infos: readonly CallInfo[]): boolean =>
    infos.some(
      ({ palletName, callName }) =>
        textOf(palletName) === pallet && (callName === null || textOf(callName) === call),
    )
  if (filterMode === 'Allow') return names(calls) && !names(exceptions)
  return filterMode === 'AllowAll' || (filterMode === 'Deny' && !names(calls))
}
