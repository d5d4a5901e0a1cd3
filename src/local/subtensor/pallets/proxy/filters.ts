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

/** rao, and the same of alpha: a small transfer is below it. */
const smallTransferLimit = 500_000_000n

/** What a type lets its delegates call, as the main network's runtime describes it to whoever asks. */
export type Filter =
  | { readonly mode: 'AllowAll' | 'DenyAll' }
  | {
      /** Only the calls, without the exceptions; or all but the calls. */
      readonly mode: 'Allow' | 'Deny'
      readonly calls: Calls
      readonly exceptions?: Calls
      /** The parameter of a call that must be below a limit. */
      readonly below?: { readonly limit: bigint; readonly parameters: Readonly<Record<string, string>> }
    }

const anything: Filter = { mode: 'AllowAll' }
const nothing: Filter = { mode: 'DenyAll' }

/** In the order of the type's indices: Subtensor's `runtime/src/lib.rs`, spec 424. */
export const filters = {
  Any: anything,
  Owner: {
    mode: 'Allow',
    calls: ['AdminUtils.*', 'SubtensorModule.set_subnet_identity', 'SubtensorModule.update_symbol'],
    exceptions: ['AdminUtils.sudo_set_sn_owner_hotkey', 'AdminUtils.sudo_set_subnet_owner_hotkey'],
  },
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
  SmallTransfer: {
    mode: 'Allow',
    calls: [
      'Balances.transfer_keep_alive',
      'Balances.transfer_allow_death',
      'SubtensorModule.transfer_stake',
    ],
    below: {
      limit: smallTransferLimit,
      parameters: {
        'Balances.transfer_keep_alive': 'value',
        'Balances.transfer_allow_death': 'value',
        'SubtensorModule.transfer_stake': 'alpha_amount',
      },
    },
  },
  RootWeights: nothing,
  ChildKeys: only(['SubtensorModule.set_children', 'SubtensorModule.set_childkey_take']),
  // Only root's own calls, of which none is here.
  SudoUncheckedSetCode: nothing,
  SwapHotkey: only(hotkeySwaps),
  SubnetLeaseBeneficiary: only(leasedSubnet),
  RootClaim: only(['SubtensorModule.claim_root']),
} satisfies Record<string, Filter>

export type ProxyTypeName = keyof typeof filters

function only(calls: Calls): Filter {
  return { mode: 'Allow', calls }
}

function allBut(calls: Calls): Filter {
  return { mode: 'Deny', calls }
}
