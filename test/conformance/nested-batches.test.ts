import type { KeyringPair } from '@polkadot/keyring/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { derivativeOf, multisigOf } from './accounts.ts'
import { type Call, type Chain, openChain } from './chain.ts'
import { tao } from './facts.ts'
import { event, expectFeeFollows, namesOf, type Outcome } from './outcome.ts'

// What bulk payments stand on: a forceBatch inside asDerivative, inside a proxy, inside a multisig of threshold 1.

let chain: Chain
beforeAll(async () => {
  chain = await openChain('//Ferdie')
})
afterAll(() => chain.close())

const POT = 7
const give = (to: string, amount: bigint) => chain.api.tx.balances.transferAllowDeath(to, amount)
const force = (calls: Call[]) => chain.api.tx.utility.forceBatch(calls)
const derived = (call: Call) => chain.api.tx.utility.asDerivative(POT, call)
const proxied = (real: string, call: Call) => chain.api.tx.proxy.proxy(real, null, call)

const paid = (from: string, to: string, amount: bigint) => [
  event('Balances.Transfer', { from, to, amount }),
  event('Utility.ItemCompleted', {}),
]
const refused = event('Utility.ItemFailed', { error: 'Token.FundsUnavailable' })
const completed = event('Utility.BatchCompleted', {})
const withErrors = event('Utility.BatchCompletedWithErrors', {})
const executed = (result: string) => event('Proxy.ProxyExecuted', { result })

/** How a call is wrapped on its way to the pot that pays; who pays the fee has no part in what is paid. */
interface Way {
  readonly name: string
  readonly wrap: (batch: Call) => Call
  /** The account that the rows are paid from. */
  readonly pot: string
  readonly signer: KeyringPair
  /** What comes after the batch's own events. */
  readonly after: (result: string) => ReturnType<typeof event>[]
  /** Whether the batch's own error fails the extrinsic. */
  readonly hides: boolean
  /** What is given back of a row's price and of the multisig's own, at the measured weights. Rao. */
  readonly unused: bigint
}

async function ways(): Promise<Way[]> {
  const [owner, app, guardian] = [await chain.person(), await chain.person(), await chain.person()]
  await chain.submit(chain.call('proxy', 'addProxy', app.address, 'Any', 0), owner)
  const multisig = multisigOf([app, guardian], 1)
  await chain.submit(chain.call('proxy', 'addProxy', multisig, 'Any', 0), owner)
  const atOnce = (call: Call) => chain.api.tx.multisig.asMultiThreshold1([guardian.address], call)
  const plain = { signer: app, after: () => [], hides: false, unused: 62_500n }
  const hidden = { signer: app, after: (result: string) => [executed(result)], hides: true, unused: 0n }
  const pots = { own: derivativeOf(app.address, POT), owner: derivativeOf(owner.address, POT) }
  const common = derivativeOf(multisig, POT)
  const found: Way[] = [
    { ...plain, name: 'asDerivative', pot: pots.own, wrap: derived },
    { ...hidden, name: 'proxy', pot: owner.address, wrap: (batch) => proxied(owner.address, batch) },
    {
      ...hidden,
      name: 'proxy(asDerivative)',
      pot: pots.owner,
      wrap: (batch) => proxied(owner.address, derived(batch)),
    },
    {
      ...plain,
      name: 'multisig(asDerivative)',
      pot: common,
      wrap: (batch) => atOnce(derived(batch)),
      unused: 125_000n,
    },
    {
      ...hidden,
      name: 'multisig(proxy(asDerivative))',
      pot: pots.owner,
      wrap: (batch) => atOnce(proxied(owner.address, derived(batch))),
    },
  ]
  for (const pot of new Set(found.map((way) => way.pot))) await chain.submit(give(pot, 10n * tao), guardian)
  return found
}

const names = [
  'asDerivative',
  'proxy',
  'proxy(asDerivative)',
  'multisig(asDerivative)',
  'multisig(proxy(asDerivative))',
]

describe.each(names)('forceBatch in %s', (name) => {
  let way: Way
  let to: KeyringPair
  const run = (batch: Call): Promise<Outcome> => chain.submit(way.wrap(batch), way.signer)

  beforeAll(async () => {
    way = (await ways()).find((one) => one.name === name) ?? expect.fail(name)
    to = await chain.person()
  })

  test('pays each row from the pot and tells each', async () => {
    const outcome = await run(force([give(to.address, tao), give(to.address, 2n * tao)]))
    expect(outcome.error).toBeUndefined()
    expect(outcome.body).toEqual([
      ...paid(way.pot, to.address, tao),
      ...paid(way.pot, to.address, 2n * tao),
      completed,
      ...way.after('Ok'),
    ])
    expectFeeFollows(outcome)
  })

  test('goes on past a row that fails, and the whole is Ok', async () => {
    const rows = [give(to.address, 5_000n * tao), give(to.address, tao), give(to.address, 5_000n * tao)]
    const outcome = await run(force(rows))
    expect(outcome.error).toBeUndefined()
    expect(outcome.body).toEqual([
      refused,
      ...paid(way.pot, to.address, tao),
      refused,
      withErrors,
      ...way.after('Ok'),
    ])
    expectFeeFollows(outcome)
  })

  test('is Ok even where every row fails', async () => {
    const outcome = await run(force([give(to.address, 5_000n * tao), give(to.address, 5_000n * tao)]))
    expect(outcome.error).toBeUndefined()
    expect(outcome.body).toEqual([refused, refused, withErrors, ...way.after('Ok')])
  })

  test('refuses a batch directly inside it, and with it the whole', async () => {
    const outcome = await run(force([force([give(to.address, tao)]), give(to.address, tao)]))
    expect(outcome.error).toBe(way.hides ? undefined : 'System.CallFiltered')
    expect(outcome.body).toEqual(way.after('System.CallFiltered'))
  })

  test('takes a batch of a further derivative, whose items are told before the item that holds them', async () => {
    const further = derivativeOf(way.pot, POT)
    await chain.submit(give(further, 3n * tao), way.signer)
    const inner = derived(force([give(to.address, tao), give(to.address, 5_000n * tao)]))
    const outcome = await run(force([give(to.address, tao), inner, give(to.address, tao)]))
    expect(outcome.body).toEqual([
      ...paid(way.pot, to.address, tao),
      ...paid(further, to.address, tao),
      refused,
      withErrors,
      event('Utility.ItemCompleted', {}),
      ...paid(way.pot, to.address, tao),
      completed,
      ...way.after('Ok'),
    ])
  })

  test('tells a batch that is refused as one failed item, with nothing of what it held', async () => {
    const nested = derived(force([force([give(to.address, tao)])]))
    const outcome = await run(force([nested, give(to.address, tao)]))
    expect(outcome.body).toEqual([
      event('Utility.ItemFailed', { error: 'System.CallFiltered' }),
      ...paid(way.pot, to.address, tao),
      withErrors,
      ...way.after('Ok'),
    ])
  })

  test('gives back what a row did not use, unless a proxy is around it', async () => {
    // A multisig call of threshold 1 is priced for an account that it gives back, where its own call says what it used.
    const { multisig, system } = chain.api.tx
    const row = multisig.asMultiThreshold1([to.address], force([system.remark('0x00')]))
    const { body, fee, price } = await run(force([row]))
    expect(body).toEqual([
      event('Utility.ItemCompleted', {}),
      completed,
      event('Utility.ItemCompleted', {}),
      completed,
      ...way.after('Ok'),
    ])
    if (chain.isLocal) expect(price - fee).toBe(way.unused)
    else expect(price > fee).toBe(way.unused > 0n)
  })
})

test('a proxy that may only transfer may transfer in no batch', async () => {
  const [owner, app, to] = [await chain.person(), await chain.person(), await chain.person()]
  await chain.submit(chain.call('proxy', 'addProxy', app.address, 'Transfer', 0), owner)
  const batch = proxied(owner.address, force([give(to.address, tao)]))
  expect(namesOf((await chain.submit(proxied(owner.address, give(to.address, tao)), app)).body)).toEqual([
    'Balances.Transfer',
    'Proxy.ProxyExecuted',
  ])
  expect((await chain.submit(batch, app)).body).toEqual([executed('System.CallFiltered')])
  const proxies = force([
    proxied(owner.address, give(to.address, tao)),
    proxied(owner.address, give(to.address, 5_000n * tao)),
  ])
  expect((await chain.submit(proxies, app)).body).toEqual([
    event('Balances.Transfer', { from: owner.address, to: to.address, amount: tao }),
    executed('Ok'),
    event('Utility.ItemCompleted', {}),
    executed('Token.FundsUnavailable'),
    event('Utility.ItemCompleted', {}),
    completed,
  ])
})
