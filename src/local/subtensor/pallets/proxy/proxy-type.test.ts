import { describe, expect, test } from 'vitest'
import { loadLocalMetadata } from '../../metadata/local.ts'
import type { RuntimeCall } from '../../runtime/pallet.ts'
import { callOf } from '../test-world.ts'
import { covers, mayCall, type ProxyTypeName, proxyTypes } from './proxy-type.ts'

/** Every call that the local network has, with amounts that are not small. */
const localMetadata = loadLocalMetadata(424)
const everyCall: readonly RuntimeCall[] = localMetadata.pallets.flatMap(({ name, calls }) =>
  variantsOf(calls?.type).map((call) =>
    callOf(name, call, { value: 500_000_000n, alpha_amount: 500_000_000n }),
  ),
)

const money = ['transfer_allow_death', 'transfer_keep_alive', 'transfer_all', 'burn'].map(
  (name) => `Balances.${name}`,
)
const adminUtils = variantsOf(palletCalls('AdminUtils')).map((name) => `AdminUtils.${name}`)
/** What an owner may set, but not who holds a lease. */
const notLeased = new Set(
  [
    'mechanism_count',
    'mechanism_emission_split',
    'max_allowed_uids',
    'min_burn',
    'recycle_or_burn',
    'yuma3_enabled',
    'bonds_reset_enabled',
    'owner_immune_neuron_limit',
    'burn_half_life',
    'burn_increase_mult',
    'owner_cut_enabled',
  ].map((name) => `AdminUtils.sudo_set_${name}`),
)
const stakes = ['add_stake', 'move_stake', 'remove_stake'].map((name) => `SubtensorModule.${name}`)

const hotkeySwaps = ['SubtensorModule.swap_hotkey', 'SubtensorModule.swap_hotkey_v2']

/** Of the calls that are here. */
const allowed: Partial<Record<ProxyTypeName, string[]>> = {
  Owner: ['SubtensorModule.set_subnet_identity', ...adminUtils],
  Senate: [],
  Triumvirate: [],
  Governance: [],
  Staking: stakes,
  Registration: ['SubtensorModule.burned_register', 'SubtensorModule.register_limit'],
  Transfer: [...money.filter((name) => name !== 'Balances.burn'), 'SubtensorModule.transfer_stake'],
  SmallTransfer: [],
  RootWeights: [],
  ChildKeys: [],
  SudoUncheckedSetCode: [],
  SwapHotkey: hotkeySwaps,
  SubnetLeaseBeneficiary: [
    'SubtensorModule.start_call',
    ...adminUtils.filter((name) => !notLeased.has(name)),
  ],
  RootClaim: [],
}

const swaps = [
  'announce_coldkey_swap',
  'swap_coldkey_announced',
  'dispute_coldkey_swap',
  'clear_coldkey_swap_announcement',
].map((name) => `SubtensorModule.${name}`)

const denied: Partial<Record<ProxyTypeName, string[]>> = {
  Any: [],
  NonCritical: ['SubtensorModule.burned_register', ...swaps],
  NonTransfer: [...money, 'SubtensorModule.transfer_stake', ...swaps],
  NonFungible: [
    ...money,
    ...stakes,
    'SubtensorModule.transfer_stake',
    'SubtensorModule.burned_register',
    ...swaps,
    ...hotkeySwaps,
  ],
}

describe('what a delegate may call', () => {
  test.each(Object.entries(allowed))('%s: nothing but', (type, calls) => {
    expect(namesOf(everyCall.filter((call) => mayCall(typed(type), call)))).toEqual([...calls].sort())
  })

  test.each(Object.entries(denied))('%s: everything but', (type, calls) => {
    expect(namesOf(everyCall.filter((call) => !mayCall(typed(type), call)))).toEqual([...calls].sort())
  })

  test('SmallTransfer: below half a TAO, or half an alpha', () => {
    const small = (call: RuntimeCall) => mayCall(typed('SmallTransfer'), call)
    for (const [pallet, name, field] of [
      ['Balances', 'transfer_keep_alive', 'value'],
      ['Balances', 'transfer_allow_death', 'value'],
      ['SubtensorModule', 'transfer_stake', 'alpha_amount'],
    ] as const) {
      expect(small(callOf(pallet, name, { [field]: 499_999_999n }))).toBe(true)
      expect(small(callOf(pallet, name, { [field]: 500_000_000n }))).toBe(false)
    }
    expect(small(callOf('Balances', 'transfer_all', {}))).toBe(false)
  })

  test('every type is in one of the lists above, in the order of the metadata', () => {
    expect(Object.keys({ ...allowed, ...denied }).sort()).toEqual([...proxyTypes].sort())
    const enumeration = localMetadata.lookup.find(({ path }) => path.at(-1) === 'ProxyType')
    expect(proxyTypes).toEqual(variantsOf(enumeration?.id))
  })
})

test('a type covers itself; Any covers all; NonTransfer all that does not transfer; Transfer the small ones', () => {
  for (const type of proxyTypes) {
    const covered = proxyTypes.filter((other) => covers(typed(type), typed(other)))
    const transfers = ['Any', 'Transfer', 'SmallTransfer']
    if (type === 'Any') expect(covered).toEqual(proxyTypes)
    else if (type === 'NonTransfer')
      expect(covered).toEqual(proxyTypes.filter((one) => !transfers.includes(one)))
    else expect(covered).toEqual(type === 'Transfer' ? ['Transfer', 'SmallTransfer'] : [type])
  }
})

function typed(type: string) {
  return { type: type as ProxyTypeName }
}

function namesOf(calls: readonly RuntimeCall[]): string[] {
  return calls.map(({ type, value }) => `${type}.${value.type}`).sort()
}

function palletCalls(pallet: string): number | undefined {
  return localMetadata.pallets.find(({ name }) => name === pallet)?.calls?.type
}

function variantsOf(id: number | undefined): string[] {
  const def = localMetadata.lookup[id ?? -1]?.def
  return def?.tag === 'variant' ? def.value.map(({ name }) => name) : []
}
