import type { CallFilter, RuntimeCall } from '../../runtime/pallet.ts'

/** A proxy type as the codec decodes it. */
export type ProxyType = { readonly type: ProxyTypeName; readonly value?: undefined }
export type ProxyTypeName = keyof typeof filters

/** Calls as `Pallet.call`, all of a pallet's as `Pallet.*`, by the metadata's names; also those that are not here. */
type Calls = readonly string[]

const coldkeySwaps: Calls = [
  'SubtensorModule.announce_coldkey_swap',
  'SubtensorModule.swap_coldkey_announced',
  'SubtensorModule.clear_coldkey_swap_announcement',
  'SubtensorModule.dispute_coldkey_swap',
]

const oldColdkeySwaps: Calls = ['SubtensorModule.schedule_swap_coldkey', 'SubtensorModule.swap_coldkey']

const hotkeySwaps: Calls = ['SubtensorModule.swap_hotkey', 'SubtensorModule.swap_hotkey_v2']

const stakeMoves: Calls = [
  'SubtensorModule.add_stake',
  'SubtensorModule.add_stake_limit',
  'SubtensorModule.remove_stake',
  'SubtensorModule.remove_stake_limit',
  'SubtensorModule.remove_stake_full_limit',
  'SubtensorModule.unstake_all',
  'SubtensorModule.unstake_all_alpha',
  'SubtensorModule.swap_stake',
  'SubtensorModule.swap_stake_limit',
  'SubtensorModule.move_stake',
]

const leasedSubnet: Calls = [
  'SubtensorModule.start_call',
  ...[
    'serving_rate_limit',
    'min_difficulty',
    'max_difficulty',
    'weights_version_key',
    'adjustment_alpha',
    'immunity_period',
    'min_allowed_weights',
    'kappa',
    'rho',
    'activity_cutoff',
    'network_registration_allowed',
    'network_pow_registration_allowed',
    'max_burn',
    'bonds_moving_average',
    'bonds_penalty',
    'commit_reveal_weights_enabled',
    'liquid_alpha_enabled',
    'alpha_values',
    'commit_reveal_weights_interval',
    'toggle_transfer',
    'subnet_emission_enabled',
    'min_childkey_take_per_subnet',
  ].map((name) => `AdminUtils.sudo_set_${name}`),
]

/** The second came later. Whoever may not make the first may not make it either, and no type names it. */
const stakeTransfers: Calls = ['SubtensorModule.transfer_stake', 'SubtensorModule.transfer_stake_and_hotkey']

const anything: CallFilter = () => true
const nothing: CallFilter = () => false

/** What a delegate of each type may call, in the order of the type's indices: Subtensor's `runtime/src/lib.rs`, spec 424. */
const filters = {
  Any: anything,
  Owner: (call) =>
    isOneOf(call, ['AdminUtils.*', 'SubtensorModule.set_subnet_identity', 'SubtensorModule.update_symbol']) &&
    !isOneOf(call, ['AdminUtils.sudo_set_sn_owner_hotkey', 'AdminUtils.sudo_set_subnet_owner_hotkey']),
  NonCritical: allBut([
    'SubtensorModule.dissolve_network',
    'SubtensorModule.root_register',
    'SubtensorModule.burned_register',
    'Sudo.*',
    ...coldkeySwaps,
  ]),
  NonTransfer: allBut(['Balances.*', ...stakeTransfers, ...coldkeySwaps, ...oldColdkeySwaps]),
  Senate: nothing,
  NonFungible: allBut([
    'Balances.*',
    ...stakeMoves,
    ...stakeTransfers,
    'SubtensorModule.burned_register',
    'SubtensorModule.root_register',
    ...coldkeySwaps,
    ...oldColdkeySwaps,
    ...hotkeySwaps,
  ]),
  Triumvirate: nothing,
  Governance: nothing,
  Staking: only([...stakeMoves, 'SubtensorModule.set_root_claim_type']),
  Registration: only([
    'SubtensorModule.burned_register',
    'SubtensorModule.register',
    'SubtensorModule.register_limit',
  ]),
  Transfer: only([
    'Balances.transfer_keep_alive',
    'Balances.transfer_allow_death',
    'Balances.transfer_all',
    'SubtensorModule.transfer_stake',
  ]),
  SmallTransfer: isSmallTransfer,
  RootWeights: nothing,
  ChildKeys: only(['SubtensorModule.set_children', 'SubtensorModule.set_childkey_take']),
  // Only root's own calls, of which none is here.
  SudoUncheckedSetCode: nothing,
  SwapHotkey: only(hotkeySwaps),
  SubnetLeaseBeneficiary: only(leasedSubnet),
  RootClaim: only(['SubtensorModule.claim_root']),
} satisfies Record<string, CallFilter>

/** In the order of their indices. */
export const proxyTypes = Object.keys(filters) as readonly ProxyTypeName[]

export function mayCall({ type }: ProxyType, call: RuntimeCall): boolean {
  return filters[type](call)
}

/** Whether who acts by the first type may give or take the second. */
export function covers({ type }: ProxyType, { type: other }: ProxyType): boolean {
  if (type === other || type === 'Any') return true
  if (other === 'Any') return false
  if (type === 'NonTransfer') return other !== 'Transfer' && other !== 'SmallTransfer'
  return type === 'Transfer' && other === 'SmallTransfer'
}

function only(calls: Calls): CallFilter {
  return (call) => isOneOf(call, calls)
}

function allBut(calls: Calls): CallFilter {
  return (call) => !isOneOf(call, calls)
}

function isOneOf({ type, value }: RuntimeCall, calls: Calls): boolean {
  return calls.includes(`${type}.*`) || calls.includes(`${type}.${value.type}`)
}

/** rao, and the same of alpha: a small transfer is below it. */
const smallTransferLimit = 500_000_000n

function isSmallTransfer(call: RuntimeCall): boolean {
  if (isOneOf(call, ['Balances.transfer_keep_alive', 'Balances.transfer_allow_death'])) {
    return (call.value.value as { value: bigint }).value < smallTransferLimit
  }
  if (!isOneOf(call, ['SubtensorModule.transfer_stake'])) return false
  return (call.value.value as { alpha_amount: bigint }).alpha_amount < smallTransferLimit
}
