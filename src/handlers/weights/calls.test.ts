import { u8aToHex } from '@polkadot/util'
import { Bytes, Struct, u16, u64, Vector } from '@polkadot-api/substrate-bindings'
import { beforeAll, expect, test } from 'vitest'
import { coldkeys } from '../../../test/support/commands.ts'
import { offlineChain } from '../../../test/support/offline-chain.ts'
import type { DueIntent } from '../../chain/calls.ts'
import type { Chain } from '../../chain/client.ts'
import { Unanswered } from '../../chain/connection.ts'
import { sizeKey } from '../../chain/settlement/limits.ts'
import { changedSince } from '../../chain/settlement/recheck.ts'
import { NO_QUOTE } from '../../chain/settlement/registration.ts'
import type { Planned } from '../../chain/settlement/ways.ts'
import { beaconPublicKey, signRound } from '../../local/subtensor/beacon/beacon.ts'
import { openTimelocked } from '../../local/subtensor/beacon/open.ts'
import { accountBytes } from '../../local/subtensor/runtime/hashing.ts'
import type { IntentCall, SetWeights } from '../../mechanisms/intent.ts'
import { calls } from '../calls.ts'
import { setWeights } from './calls.ts'
import { holdersOf } from './holders.ts'

let chain: Awaited<ReturnType<typeof offlineChain>>
beforeAll(async () => {
  chain = await offlineChain()
})

const openly: SetWeights = {
  kind: 'set-weights',
  netuid: 2,
  mechanism: 1,
  uids: [4, 5],
  values: [21_845, 43_690],
  versionKey: 7n,
  turn: { from: 1_211, epochs: { next: 1_440, every: 360, closed: 10 } },
  isHidden: false,
}
const hidden: SetWeights = {
  ...openly,
  isHidden: true,
  timelock: {
    hotkey: coldkeys.treasury,
    publicKey: u8aToHex(beaconPublicKey),
    round: 1_000,
    readableAt: 0,
    opensIn: 1_440,
  },
}

const intent = (key: string, call: IntentCall): DueIntent => ({
  intent: {
    key,
    purpose: { kind: 'test', about: [] },
    pot: { kind: 'till' },
    call,
    failures: 0,
    notBefore: 0,
  },
  coldkey: '',
})
/** The chain where these have the UIDs 4 and 5, and weights are hidden or not. */
const chainWith = (isHidden: boolean, hotkeys: readonly string[]) => ({
  api: chain.api,
  request: async (_: string, [keys]: readonly unknown[] = []) =>
    [
      {
        block: '0x00',
        changes: (keys as string[]).map((key, place) => [
          key,
          place === 0
            ? u8aToHex(Uint8Array.of(isHidden ? 1 : 0))
            : u8aToHex(accountBytes(hotkeys[place - 1] ?? coldkeys.ada)),
        ]),
      },
    ] as never,
})
const made = (call: SetWeights) =>
  setWeights.build(chain.api(), call, '', { head: 1_000, slotDuration: 12_000, era: 64 }, [])
const held = (call: SetWeights, head: number) =>
  setWeights.whyHeld?.(call, { pot: { kind: 'hotkey', ordinal: 0 }, head, quote: NO_QUOTE, isBusy: false })

test('weights that are hidden are committed, and the beacon’s signature of their round opens them', () => {
  const { method, args } = made(hidden).method.toHuman() as { method: string; args: Record<string, string> }
  expect(method).toBe('commitTimelockedMechanismWeights')
  expect(args).toMatchObject({ netuid: '2', mecid: '1', reveal_round: '1,000', commit_reveal_version: '4' })
  const sealed = Buffer.from((args.commit ?? '').slice(2), 'hex')
  const payload = Struct({ hotkey: Bytes(), uids: Vector(u16), values: Vector(u16), version_key: u64 })
  expect(payload.dec(openTimelocked(sealed, signRound(1_000)))).toEqual({
    hotkey: Uint8Array.from(accountBytes(coldkeys.treasury)),
    uids: [4, 5],
    values: [21_845, 43_690],
    version_key: 7n,
  })
  // Guardians make it again and compare.
  expect(made(hidden).method.hash.toHex()).toBe(made(hidden).method.hash.toHex())
  expect(made(openly).method.method).toBe('setMechanismWeights')
})

test('a commit and weights in the open are weighed apart: their extrinsics are not the same', () => {
  const due = (call: SetWeights): Planned => ({ ...intent('weights', call), grant: null })
  const more = { ...openly, uids: [4, 5, 6], values: [1, 2, 3] }
  const keys = [openly, hidden, more, { ...openly, mechanism: 0 }].map((call) => sizeKey(calls, due(call)))
  expect(new Set(keys).size).toBe(3)
  expect(keys[3]).toBe(keys[0])
})

test('they are held until their block, where nobody knows how to hide them, and when their round is over', () => {
  expect(held(openly, 1_209)).toContain('at block 1211')
  expect([openly, hidden].map((call) => held(call, 1_211))).toEqual([null, null])
  expect(held({ ...openly, isHidden: true }, 1_211)).toContain('in a form that is not known here')
  expect(held(hidden, 1_440)).toContain('weighed anew')
})

test('they do not go where a UID that weighs something is another hotkey’s by now', async () => {
  const [ada, ben, eva] = [coldkeys.ada, coldkeys.ben, coldkeys.treasury]
  const padded: SetWeights = { ...openly, uids: [0, 4, 5], values: [0, 21_845, 43_690] }
  const told = { ...padded, holders: holdersOf([4, 5], (uid) => (uid === 4 ? ada : ben)) }
  const asked = (...hotkeys: readonly string[]) => chainWith(false, hotkeys)
  const head = { number: 1_211, hash: '0x00' }
  expect(await setWeights.recheck?.(asked(ada, ben), told, head)).toBeNull()
  expect(await setWeights.recheck?.(asked(ada, eva), told, head)).toContain('another hotkey’s')
  expect(await setWeights.recheck?.(asked(ben, ada), told, head)).toContain('another hotkey’s')
  // What was told before it was kept whose they are.
  expect(await setWeights.recheck?.(asked(eva, eva), padded, head)).toBeNull()
})

test('they do not go where the subnet takes weights another way by now', async () => {
  const head = { number: 1_211, hash: '0x00' }
  const [ada, ben] = [coldkeys.ada, coldkeys.ben]
  const told = { ...openly, holders: holdersOf([4, 5], (uid) => (uid === 4 ? ada : ben)) }
  const found = (call: SetWeights, isHidden: boolean) =>
    setWeights.recheck?.(chainWith(isHidden, [ada, ben]), call, head)
  expect(await found(told, true)).toContain('another way')
  expect(await found(openly, true)).toContain('another way')
  expect(await found(hidden, false)).toContain('another way')
  expect([await found(told, false), await found(hidden, true)]).toEqual([null, null])
})

test('what the chain has changed is held, and stops no other', async () => {
  const start = { kind: 'start-call', netuid: 2 } as const
  const finalized = async () => ({ number: 1_211, hash: '0x00' })
  const made = { ...calls, 'set-weights': { ...setWeights, recheck: async () => 'moved' } }
  const go = [intent('weights', openly), intent('start', start)]
  const changed = await changedSince({ chain: { ...chain, finalized } as Chain, calls: made }, go)
  expect([...changed]).toEqual([['weights', 'moved']])
  const failing = (error: Error) => ({
    ...calls,
    'set-weights': { ...setWeights, recheck: () => Promise.reject(error) },
  })
  const found = (error: Error) =>
    changedSince({ chain: { ...chain, finalized } as Chain, calls: failing(error) }, go)
  expect([...(await found(new Error('no storage Keys')))]).toEqual([
    ['weights', 'The chain does not tell whether it may still go: no storage Keys'],
  ])
  await expect(found(new Unanswered('silence'))).rejects.toThrow('silence')
})
