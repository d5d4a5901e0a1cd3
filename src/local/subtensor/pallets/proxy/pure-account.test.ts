import { describe, expect, test } from 'vitest'
import { balances } from '../money.ts'
import { multisigAccount } from '../multisig/signatories.ts'
import { callOf, tao } from '../test-world.ts'
import { proxies } from './delegates.ts'
import { pureAccount } from './pure-account.ts'
import {
  add,
  base,
  batchAll,
  createPure,
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
} from './test-calls.ts'

describe('pure accounts', () => {
  const pureOf = (extIndex: number, index = 0) =>
    pureAccount({ spawner: owner, height: 1, extIndex, proxyType: typed('Any'), index })

  test('is made by its spawner, who holds the deposit and acts as it', () => {
    const world = openWorld()
    expect(say(world, owner, createPure())).toBeUndefined()
    expect(world.lastEvents()).toEqual(['Balances.Reserved', 'Proxy.PureCreated'])
    const pure = pureOf(0)
    expect(lastEvent(world, 'PureCreated')).toEqual({
      pure,
      who: owner,
      proxy_type: typed('Any'),
      disambiguation_index: 0,
    })
    expect(reserved(world, owner)).toBe(base + factor)
    say(world, owner, give(2n * tao, pure))
    expect(say(world, owner, proxied(pure, give(tao)))).toBeUndefined()
    expect(balances(world.ctx, pure).free).toBe(tao)
    expect(say(world, other, proxied(pure, give(tao)))).toBe('Proxy.NotProxy')
  })

  test('one extrinsic makes another for each index and type, and none twice', () => {
    const world = openWorld()
    const made = batchAll(createPure(0), createPure(1), createPure(0, 'Transfer'))
    expect(say(world, owner, made)).toBeUndefined()
    expect(proxies.entries(world.ctx)).toHaveLength(3)
    expect(proxies.has(world.ctx, pureOf(0, 1))).toBe(true)
    expect(say(world, owner, batchAll(createPure(), createPure()))).toBe('Proxy.Duplicate')
    expect(say(world, receiver, createPure())).toBe('Balances.InsufficientBalance')
  })

  test('a spawner hands it to a multisig and has nothing to say any more', () => {
    const world = openWorld()
    const [pure, multisig] = [pureOf(0), multisigAccount([owner, other], 1)]
    say(world, owner, createPure())
    const handOver = batchAll(give(tao, pure), proxied(pure, add(multisig)), proxied(pure, remove(owner)))
    expect(say(world, owner, handOver)).toBeUndefined()
    expect(world.lastEvents()).toEqual([
      'System.NewAccount',
      'Balances.Endowed',
      'Balances.Transfer',
      'Utility.ItemCompleted',
      'Balances.Reserved',
      'Proxy.ProxyAdded',
      'Proxy.ProxyExecuted',
      'Utility.ItemCompleted',
      'Balances.Unreserved',
      'Proxy.ProxyRemoved',
      'Proxy.ProxyExecuted',
      'Utility.ItemCompleted',
      'Utility.BatchCompleted',
    ])
    expect(balances(world.ctx, pure)).toMatchObject({ free: tao, reserved: 0n })
    expect(reserved(world, owner)).toBe(base + factor)
    expect(say(world, owner, proxied(pure, give(1_000n)))).toBe('Proxy.NotProxy')
    const spend = proxied(pure, give(1_000n))
    const asMulti = callOf('Multisig', 'as_multi_threshold_1', { other_signatories: [owner], call: spend })
    expect(say(world, other, asMulti)).toBeUndefined()
  })

  test('only it can end itself; its spawner gets the deposit back', () => {
    const world = openWorld()
    const pure = pureOf(0)
    say(world, owner, createPure())
    expect(say(world, owner, killOf({}))).toBe('Proxy.NoPermission')
    for (const wrong of [{ height: 2 }, { ext_index: 1 }, { index: 1 }, { spawner: other }]) {
      expect(say(world, owner, proxied(pure, killOf(wrong)))).toBe('executed: Proxy.NoPermission')
    }
    expect(say(world, owner, proxied(pure, killOf({})))).toBeUndefined()
    expect(world.lastEvents()).toEqual(['Balances.Unreserved', 'Proxy.PureKilled', 'Proxy.ProxyExecuted'])
    expect(reserved(world, owner)).toBe(0n)
    expect(say(world, owner, proxied(pure, give(tao)))).toBe('Proxy.NotProxy')
  })

  test('one that lets its last delegate go has nothing to get back, and is told so', () => {
    const world = openWorld()
    const pure = pureOf(0)
    say(world, owner, createPure())
    expect(say(world, owner, proxied(pure, removeAll))).toBeUndefined()
    expect(world.lastEvents()).toEqual(['Proxy.ProxyExecuted'])
    say(world, owner, createPure())
    const funded = pureOf(2)
    say(world, owner, give(tao, funded))
    expect(say(world, owner, proxied(funded, removeAll))).toBeUndefined()
    expect(world.lastEvents()).toEqual(['Balances.Unreserved', 'Proxy.ProxyExecuted'])
    expect(reserved(world, owner)).toBe(2n * (base + factor))
  })
})
