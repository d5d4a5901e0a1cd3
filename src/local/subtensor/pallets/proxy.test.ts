import { describe, expect, test } from 'vitest'
import { addWeights, weights } from '../weights.ts'
import { balances } from './money.ts'
import { multisigAccount } from './multisig/signatories.ts'
import { proxies } from './proxy/delegates.ts'
import {
  add,
  base,
  batchAll,
  delegate,
  factor,
  give,
  killOf,
  lastEvent,
  openWorld,
  other,
  owner,
  proxied,
  receiver,
  remove,
  removeAll,
  reserved,
  say,
  typed,
} from './proxy/test-calls.ts'
import { callOf, person, tao, testWorld } from './test-world.ts'
import { derivativeAccount } from './utility.ts'

describe('delegates', () => {
  test('a delegate acts as the account, until it is removed', () => {
    const world = openWorld()
    expect(say(world, owner, add(delegate))).toBeUndefined()
    expect(world.lastEvents()).toEqual(['Balances.Reserved', 'Proxy.ProxyAdded'])
    expect(lastEvent(world, 'ProxyAdded')).toEqual({
      delegator: owner,
      delegatee: delegate,
      proxy_type: typed('Any'),
      delay: 0,
    })
    expect(say(world, delegate, proxied(owner, give(tao)))).toBeUndefined()
    expect(world.lastEvents()).toEqual(['Balances.Transfer', 'Proxy.ProxyExecuted'])
    expect(balances(world.ctx, owner).free).toBe(9n * tao - base - factor)
    expect(say(world, owner, remove(delegate))).toBeUndefined()
    expect(world.lastEvents()).toEqual(['Balances.Unreserved', 'Proxy.ProxyRemoved'])
    expect(say(world, delegate, proxied(owner, give(tao)))).toBe('Proxy.NotProxy')
    expect(balances(world.ctx, owner)).toMatchObject({ free: 9n * tao, reserved: 0n })
  })

  test('the deposit is a base and a factor for each, and follows their number', () => {
    const world = openWorld()
    const deposits = [delegate, other, receiver].map((who) => {
      expect(say(world, owner, add(who))).toBeUndefined()
      return reserved(world, owner)
    })
    expect(deposits).toEqual([93_000_000n, 126_000_000n, 159_000_000n])
    expect(say(world, owner, remove(other))).toBeUndefined()
    expect(reserved(world, owner)).toBe(126_000_000n)
    expect(proxies.get(world.ctx, owner)).toEqual([
      [delegate, receiver].map((who) => ({ delegate: who, proxy_type: typed('Any'), delay: 0 })),
      126_000_000n,
    ])
    expect(say(world, owner, removeAll)).toBeUndefined()
    expect(world.lastEvents()).toEqual(['Balances.Unreserved'])
    expect(reserved(world, owner)).toBe(0n)
    expect(proxies.has(world.ctx, owner)).toBe(false)
  })

  test('a call that fails fails alone: the extrinsic succeeds and says so', () => {
    const world = openWorld()
    say(world, owner, add(delegate))
    const call = batchAll(give(tao), give(20n * tao))
    expect(say(world, delegate, proxied(owner, call))).toBe('executed: Token.FundsUnavailable')
    expect(world.lastEvents()).toEqual(['Proxy.ProxyExecuted'])
    expect(balances(world.ctx, receiver).free).toBe(1_000n)
  })

  test('what is refused', () => {
    const world = openWorld()
    expect(say(world, owner, add(owner))).toBe('Proxy.NoSelfProxy')
    expect(say(world, owner, remove(delegate))).toBe('Proxy.NotFound')
    say(world, owner, add(delegate))
    expect(say(world, owner, add(delegate))).toBe('Proxy.Duplicate')
    for (const unlike of [remove(delegate, 'Transfer'), remove(delegate, 'Any', 1), remove(other)]) {
      expect(say(world, owner, unlike)).toBe('Proxy.NotFound')
    }
    expect(say(world, other, proxied(owner, give(tao)))).toBe('Proxy.NotProxy')
    const stranger = { type: 'Index', value: 0 }
    expect(say(world, owner, callOf('Proxy', 'add_proxy', { delegate: stranger }))).toBe('CannotLookup')
    expect(say(world, receiver, add(delegate))).toBe('Balances.InsufficientBalance')
  })

  test('an account has twenty delegates at most', () => {
    const world = openWorld()
    for (let number = 20; number < 40; number++) {
      expect(say(world, owner, add(person(number)))).toBeUndefined()
    }
    expect(say(world, owner, add(person(40)))).toBe('Proxy.TooMany')
    expect(reserved(world, owner)).toBe(base + 20n * factor)
  })

  test('who has to announce cannot act at once; without a delay the same delegate can', () => {
    const world = openWorld()
    say(world, owner, add(delegate, 'Any', 5))
    expect(say(world, delegate, proxied(owner, give(tao)))).toBe('Proxy.Unannounced')
    say(world, owner, add(delegate))
    expect(say(world, delegate, proxied(owner, give(tao)))).toBeUndefined()
  })

  test('a call is priced with the inner call and its account, and pays when that does', () => {
    const { ctx } = openWorld()
    const info = ctx.info(proxied(owner, give(tao)))
    expect(info.weight).toEqual(addWeights(weights.Proxy.proxy, ctx.info(give(tao)).weight))
    expect(weights.Proxy.proxy).toEqual({ ref_time: 329_090_365n, proof_size: 4_994n })
    expect(info.paysFee).toBe(true)
    const free = callOf('Utility', 'batch', { calls: [] })
    expect(ctx.info(proxied(owner, free)).paysFee).toBe(false)
  })
})

test('what a call does not use is paid at 424, and given back later', () => {
  const rich = new Map([owner, delegate].map((who) => [who, 10n * tao] as const))
  const [older, later] = ([424, 475] as const).map((spec) => {
    const world = testWorld({ balances: rich }, spec)
    say(world, owner, add(delegate))
    // The first fails, so the second is not tried.
    const { type, value } = proxied(
      owner,
      callOf('Utility', 'batch', { calls: [give(20n * tao), give(tao)] }),
    )
    return world.run(delegate, type, value.type, value.value).actualWeight
  })
  expect(older).toBeUndefined()
  const { ctx } = testWorld({}, 475)
  const used = addWeights(weights.Utility.batch(1), ctx.info(give(tao)).weight)
  expect(later).toEqual(addWeights(weights.Proxy.proxy, used))
})

describe('types', () => {
  test('the type that sorts first holds, unless another is named', () => {
    const world = openWorld()
    say(world, owner, add(delegate, 'Transfer'))
    say(world, owner, add(delegate, 'Staking'))
    expect(say(world, delegate, proxied(owner, give(tao)))).toBe('executed: System.CallFiltered')
    expect(say(world, delegate, proxied(owner, give(tao), 'Transfer'))).toBeUndefined()
    expect(say(world, delegate, proxied(owner, give(tao), 'Any'))).toBe('Proxy.NotProxy')
  })

  test('the filter holds in batches and derivatives, and ends where another account takes over', () => {
    const world = openWorld()
    const derivative = derivativeAccount(owner, 3)
    say(world, owner, give(5n * tao, derivative))
    say(world, other, add(owner))
    say(world, owner, add(delegate, 'NonTransfer'))
    const derived = callOf('Utility', 'as_derivative', { index: 3, call: give(tao) })
    for (const call of [give(tao), batchAll(give(tao)), derived]) {
      expect(say(world, delegate, proxied(owner, call))).toBe('executed: System.CallFiltered')
    }
    const onward = proxied(owner, proxied(other, give(tao)))
    expect(say(world, delegate, onward)).toBeUndefined()
    expect(world.lastEvents()).toEqual(['Balances.Transfer', 'Proxy.ProxyExecuted', 'Proxy.ProxyExecuted'])
  })

  test('nobody gives or takes more than they have', () => {
    const world = openWorld()
    say(world, owner, add(delegate, 'NonTransfer'))
    const refused = [add(other), add(other, 'Transfer'), remove(delegate, 'Any'), removeAll]
    for (const call of [...refused, batchAll(add(other)), killOf({})]) {
      expect(say(world, delegate, proxied(owner, call))).toBe('executed: System.CallFiltered')
    }
    expect(say(world, delegate, proxied(owner, add(other, 'Staking')))).toBeUndefined()
    expect(say(world, delegate, proxied(owner, remove(other, 'Staking')))).toBeUndefined()
    say(world, owner, add(other))
    expect(say(world, other, proxied(owner, add(receiver, 'Transfer')))).toBeUndefined()
    expect(say(world, other, proxied(owner, removeAll))).toBeUndefined()
    expect(proxies.has(world.ctx, owner)).toBe(false)
  })
})

test('a multisig acts for an account, in a batch that goes on, for one of its derivatives', () => {
  const account = multisigAccount([owner, other], 1)
  const world = openWorld(account, delegate)
  const pot = derivativeAccount(delegate, 7)
  say(world, delegate, add(account))
  say(world, delegate, give(5n * tao, pot))
  const fromPot = (value: bigint) => callOf('Utility', 'as_derivative', { index: 7, call: give(value) })
  const calls = [fromPot(tao), fromPot(50n * tao), fromPot(2n * tao)]
  const call = proxied(delegate, callOf('Utility', 'force_batch', { calls }))
  const result = world.run(owner, 'Multisig', 'as_multi_threshold_1', { other_signatories: [other], call })
  expect(result).toEqual({ ok: true })
  expect(world.lastEvents()).toEqual([
    'Balances.Transfer',
    'Utility.ItemCompleted',
    'Utility.ItemFailed',
    'Balances.Transfer',
    'Utility.ItemCompleted',
    'Utility.BatchCompletedWithErrors',
    'Proxy.ProxyExecuted',
  ])
  expect(lastEvent(world, 'ProxyExecuted')).toEqual({ result: { success: true, value: undefined } })
  expect(balances(world.ctx, pot).free).toBe(2n * tao)
})
