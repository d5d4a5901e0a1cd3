import { stringToHex, u8aToHex } from '@polkadot/util'
import { blake2AsHex } from '@polkadot/util-crypto'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { COMMIT_VERSION, encryptWeights } from '../../src/chain/timelock/weights.ts'
import { type Chain, openChain } from './chain.ts'
import { tao } from './facts.ts'
import { event, namesOf } from './outcome.ts'
import { plain } from './plain.ts'
import { identity, lockCost, openSubnet, registerCall, type Subnet } from './subnets.ts'

let chain: Chain
let subnet: Subnet
beforeAll(async () => {
  chain = await openChain('//Ferdie')
  const poor = await chain.person(tao)
  const refused = await chain.submit(registerCall(chain, await chain.person(0n)), poor)
  expect(refused.error).toBe('SubtensorModule.CannotAffordLockCost')
  subnet = await openSubnet(chain)
})
afterAll(() => chain.close())

const start = (who = subnet.owner) =>
  chain.submit(chain.call('subtensorModule', 'startCall', subnet.netuid), who)
/** What commits the 20 blocks after this one have opened, and whether an extrinsic did it. */
async function revealedAfter(height: number) {
  const { api } = chain
  const blocks = Array.from({ length: 20 }, async (_, place) => {
    const at = await api.at(await api.rpc.chain.getBlockHash(height + 1 + place))
    return (await at.query.system.events()).filter(
      ({ event: { method } }) => method === 'TimelockedWeightsRevealed',
    )
  })
  const records = (await Promise.all(blocks)).flat()
  return records.map(({ phase, event: { data } }) => ({
    isOfExtrinsic: phase.isApplyExtrinsic,
    data: data.map(plain),
  }))
}

const share = (percent: number) => Math.round(percent * 655.35)

describe('a network', () => {
  test('is registered for the lock cost, with its events in order', async () => {
    const { netuid, hotkey, owner, cost, registered } = subnet
    expect(namesOf(registered.body)).toEqual([
      'SubtensorModule.RegistrationAllowed',
      'SubtensorModule.MaxAllowedUidsSet',
      'SubtensorModule.MaxAllowedValidatorsSet',
      'SubtensorModule.MinAllowedWeightSet',
      'SubtensorModule.ImmunityPeriodSet',
      'System.NewAccount',
      'Balances.Endowed',
      'Balances.Transfer',
      'SubtensorModule.SubnetOwnerHotkeySet',
      'SubtensorModule.SubnetIdentitySet',
      'SubtensorModule.NetworkAdded',
    ])
    expect(registered.body.at(-1)).toEqual(event('SubtensorModule.NetworkAdded', [BigInt(netuid), 1n]))
    expect((await chain.balance(owner.address)).free).toBe(100n * tao - registered.fee)
    expect(await subnet.read('subnetOwner')).toBe(owner.address)
    expect(await subnet.read('subnetOwnerHotkey')).toBe(hotkey.address)
    expect(await subnet.read('subnetLocked')).toBe(cost)
    expect(await subnet.read('subnetIdentitiesV3')).toEqual(
      Object.fromEntries(Object.entries(identity).map(([field, text]) => [field, stringToHex(text)])),
    )
    expect(await subnet.read('subtokenEnabled')).toBe(false)
    expect(await chain.stored('subtensorModule', 'keys', netuid, 0)).toBe(hotkey.address)
  })

  test('costs the next one twice as much, and not yet', async () => {
    const cost = await lockCost(chain)
    expect(cost).toBeLessThanOrEqual(2n * subnet.cost)
    expect(cost).toBeGreaterThan((19n * subnet.cost) / 10n)
    const other = await chain.person(cost + tao)
    const refused = await chain.submit(registerCall(chain, await chain.person(0n)), other)
    expect(refused).toMatchObject({ error: 'SubtensorModule.NetworkTxRateLimitExceeded', body: [] })
    const stolen = await chain.submit(registerCall(chain, subnet.hotkey), other)
    expect(stolen.error).toBe('SubtensorModule.NonAssociatedColdKey')
  })

  test('is started by its owner, once', async () => {
    expect((await start(await chain.person())).error).toBe('BadOrigin')
    const started = await start()
    const from = BigInt(started.height + 1)
    expect(started.body).toEqual([
      event('SubtensorModule.FirstEmissionBlockNumberSet', [BigInt(subnet.netuid), from]),
    ])
    expect(await subnet.read('firstEmissionBlockNumber')).toBe(from)
    expect((await start()).error).toBe('SubtensorModule.FirstEmissionBlockNumberAlreadySet')
  })

  test('is told of by its owner alone', async () => {
    const told = { ...identity, description: 'x'.repeat(1_025) }
    const call = chain.call('subtensorModule', 'setSubnetIdentity', subnet.netuid, ...Object.values(told))
    expect((await chain.submit(call, subnet.owner)).error).toBe('SubtensorModule.InvalidIdentity')
    const other = await chain.submit(call, await chain.person())
    expect(other.error).toBe('SubtensorModule.NotSubnetOwner')
  })
})

describe('its owner', () => {
  test('gives it two mechanisms when there are fewer UIDs, and their shares', async () => {
    expect((await subnet.set('sudoSetMechanismCount', 2)).error).toBe(
      'SubtensorModule.TooManyUIDsPerMechanism',
    )
    const uids = await subnet.set('sudoSetMaxAllowedUids', 128)
    expect(uids.body).toEqual([event('SubtensorModule.MaxAllowedUidsSet', [BigInt(subnet.netuid), 128n])])
    expect((await subnet.set('sudoSetMechanismCount', 3)).error).toBe('SubtensorModule.InvalidValue')
    expect((await subnet.set('sudoSetMechanismCount', 2)).error).toBeUndefined()
    expect((await subnet.set('sudoSetMechanismEmissionSplit', [65_535, 1])).error).toBe(
      'SubtensorModule.InvalidValue',
    )
    const split = [share(80), 65_535 - share(80)]
    expect((await subnet.set('sudoSetMechanismEmissionSplit', split)).error).toBeUndefined()
    expect(await subnet.read('mechanismEmissionSplit')).toEqual(split.map(BigInt))
  })

  test('changes a hyperparameter only now and then, and others none', async () => {
    expect((await subnet.set('sudoSetImmunityPeriod', 7_200)).error).toBeUndefined()
    expect((await subnet.set('sudoSetImmunityPeriod', 7_201)).error).toBe(
      'SubtensorModule.TxRateLimitExceeded',
    )
    const call = chain.call('adminUtils', 'sudoSetRho', subnet.netuid, 20)
    expect((await chain.submit(call, await chain.person())).error).toBe('BadOrigin')
  })

  test('changes nothing shortly before an epoch', async ({ skip }) => {
    skip(!chain.isLocal, 'it takes an epoch')
    await subnet.endEpoch()
    const next = Number(await chain.ask('subnetInfoRuntimeApi', 'getNextEpochStartBlock', subnet.netuid))
    // The call comes into the block after this one, which is the last before the epoch.
    await chain.reach(next - 2)
    const refused = await chain.submit(
      chain.call('adminUtils', 'sudoSetRho', subnet.netuid, 20),
      subnet.owner,
    )
    expect(refused).toMatchObject({
      error: 'SubtensorModule.AdminActionProhibitedDuringWeightsWindow',
      body: [],
    })
  })
})

describe('neurons', () => {
  /** Not let into a block: what costs nothing could fill it. */
  const tooFast = '1010: Invalid Transaction: Custom error: 6'

  /** The client prints what the node refuses. */
  function expectRefusals(): void {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => quiet.mockRestore())
  }
  const weigh = (mecid: number, dests: number[], weights: number[]) =>
    chain.call('subtensorModule', 'setMechanismWeights', subnet.netuid, mecid, dests, weights, 0)

  test('are weighed unseen until a round of the beacon, and then by themselves', async ({ skip }) => {
    skip(!chain.isLocal, 'it takes an epoch')
    const { hotkey, netuid } = subnet
    const { publicKey } = (await chain.stored('drand', 'beaconConfig')) as { publicKey: string }
    const round = Number(await chain.stored('drand', 'lastStoredRound')) + 2
    const hidden = { hotkey: hotkey.address, uids: [0], values: [1], versionKey: 0n, publicKey, round }
    const sealed = u8aToHex(encryptWeights(hidden))
    const commit = (version: number, until = round) => {
      const args = [netuid, 1, sealed, until, version] as const
      const call = chain.call('subtensorModule', 'commitTimelockedMechanismWeights', ...args)
      return chain.submit(chain.call('utility', 'asDerivative', 0, call), subnet.owner)
    }
    const version = Number(await chain.stored('subtensorModule', 'commitRevealWeightsVersion'))
    expect(version).toBe(COMMIT_VERSION)
    expect((await commit(version - 1)).error).toBe('SubtensorModule.IncorrectCommitRevealVersion')
    expect((await commit(version, 1)).error).toBe('SubtensorModule.InvalidRevealRound')
    const committed = await commit(version)
    const index = 4_096 + netuid
    expect(committed.body).toEqual([
      event('SubtensorModule.TimelockedWeightsCommitted', [
        hotkey.address,
        BigInt(index),
        blake2AsHex(sealed),
        BigInt(round),
      ]),
    ])
    expect((await commit(version)).error).toBe('SubtensorModule.CommittingWeightsTooFast')
    expect(await chain.stored('subtensorModule', 'weights', index, 0)).toEqual([])
    await chain.reach(committed.height + 20)
    expect(await chain.stored('subtensorModule', 'weights', index, 0)).toEqual([[0n, 65_535n]])
    // The block tells it by itself, in no extrinsic.
    const opened = await revealedAfter(committed.height)
    expect(opened).toEqual([{ isOfExtrinsic: false, data: [BigInt(index), hotkey.address] }])
  })

  test('are registered at a price, and weigh others when they may', async () => {
    expectRefusals()
    const { hotkey, coldkey, registered } = await subnet.neuron()
    expect(registered.error).toBeUndefined()
    expect(namesOf(registered.body)).toEqual(['Balances.Transfer', 'SubtensorModule.NeuronRegistered'])
    const again = chain.call('subtensorModule', 'burnedRegister', subnet.netuid, hotkey.address)
    expect((await chain.submit(again, coldkey)).error).toBe('SubtensorModule.HotKeyAlreadyRegisteredInSubNet')
    const limited = chain.call('subtensorModule', 'registerLimit', subnet.netuid, coldkey.address, 1)
    expect((await chain.submit(limited, coldkey)).error).toBe(
      'SubtensorModule.RegistrationPriceLimitExceeded',
    )
    const root = chain.call('subtensorModule', 'burnedRegister', 0, hotkey.address)
    expect((await chain.submit(root, coldkey)).error).toBe(
      'SubtensorModule.RegistrationNotPermittedOnRootSubnet',
    )

    expect((await chain.submit(weigh(0, [0], [1]), hotkey)).error).toBe('SubtensorModule.CommitRevealEnabled')
    const off = await subnet.set('sudoSetCommitRevealWeightsEnabled', false)
    expect(off.body).toEqual([event('SubtensorModule.CommitRevealEnabled', [BigInt(subnet.netuid), false])])
    await expect(chain.submit(weigh(2, [0], [1]), hotkey)).rejects.toThrow(tooFast)
    const stranger = await chain.person()
    expect((await chain.submit(weigh(0, [0], [1]), stranger)).error).toBe(
      'SubtensorModule.HotKeyNotRegisteredInSubNet',
    )
  })

  test('are weighed by the owner’s hotkey, which has neither key nor stake', async () => {
    const asHotkey = (call: ReturnType<typeof weigh>) =>
      chain.submit(chain.call('utility', 'asDerivative', 0, call), subnet.owner)
    // On the first mechanism its registration counts as the last weights; on the second it has set none.
    const set = await asHotkey(weigh(1, [0, 1], [0, 65_535]))
    expect(set.error).toBeUndefined()
    expect(set.body).toEqual([event('SubtensorModule.WeightsSet', [BigInt(4_096 + subnet.netuid), 0n])])
    expect(await chain.stored('subtensorModule', 'weights', 4_096 + subnet.netuid, 0)).toEqual([
      [0n, 0n],
      [1n, 65_535n],
    ])
    expect((await asHotkey(weigh(1, [1], [1]))).error).toBe('SubtensorModule.SettingWeightsTooFast')
    const stale = chain.call('subtensorModule', 'setMechanismWeights', subnet.netuid, 2, [1], [1], 0)
    expect((await asHotkey(stale)).error).toBe('SubtensorModule.MechanismDoesNotExist')
  })

  test('are paid at the end of an epoch', async ({ skip }) => {
    skip(!chain.isLocal, 'it takes three epochs')
    expectRefusals()
    const validator = await subnet.neuron(3_000n * tao)
    const [first, second] = [await subnet.neuron(), await subnet.neuron()]
    const uid = async ({ hotkey }: typeof first) =>
      Number(await chain.stored('subtensorModule', 'uids', subnet.netuid, hotkey.address))
    const alphaOf = async ({ hotkey }: typeof first) =>
      (await chain.stored('subtensorModule', 'totalHotkeyAlpha', hotkey.address, subnet.netuid)) as bigint
    const unpermitted = weigh(0, [await uid(first)], [1])
    await chain.reach((await chain.height()) + 10)
    expect((await chain.submit(unpermitted, validator.hotkey)).error).toBe(
      'SubtensorModule.NeuronNoValidatorPermit',
    )
    const stake = (netuid: number, rao: bigint) =>
      chain.submit(
        chain.call('subtensorModule', 'addStake', validator.hotkey.address, netuid, rao),
        validator.coldkey,
      )
    expect((await stake(subnet.netuid, 5n * tao)).body.at(-1)?.name).toBe('SubtensorModule.StakeAdded')
    // The owner's cut is stake too, and weighs until its neuron counts as inactive: more than that must agree.
    expect((await stake(0, 2_000n * tao)).error).toBeUndefined()
    await subnet.endEpoch()
    const weights = weigh(0, [await uid(first), await uid(second)], [3, 1])
    // A hotkey that has nothing pays nothing.
    const weighed = await chain.submit(weights, validator.hotkey)
    expect(weighed).toMatchObject({ error: undefined, fee: 0n })
    const at = await uid(validator)
    expect(weighed.body).toEqual([event('SubtensorModule.WeightsSet', [BigInt(subnet.netuid), BigInt(at)])])
    await expect(chain.submit(weights, validator.hotkey)).rejects.toThrow(tooFast)
    await subnet.endEpoch()
    const [one, two] = [await alphaOf(first), await alphaOf(second)]
    expect(Number(one) / Number(two)).toBeCloseTo(3, 2)
    const emission = (await subnet.read('emission')) as bigint[]
    expect(emission[await uid(first)]).toBeGreaterThan(0n)
    expect(((await subnet.read('validatorPermit')) as boolean[])[at]).toBe(true)
    expect(((await subnet.read('incentive')) as bigint[])[await uid(first)]).toBe(BigInt(share(75)))
  })
})
