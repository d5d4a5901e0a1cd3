/** What the local network implements, by the main network's names. `npm run metadata` makes `local.json` of it. */

export type ImplementedPallet = {
  readonly calls?: readonly string[]
  readonly events?: readonly string[]
  readonly errors?: readonly string[]
  readonly storage?: readonly string[]
  readonly constants?: readonly string[]
}

export const implementedPallets: Readonly<Record<string, ImplementedPallet>> = {
  System: {
    calls: ['remark', 'remark_with_event'],
    events: ['ExtrinsicSuccess', 'ExtrinsicFailed', 'NewAccount', 'KilledAccount', 'Remarked'],
    errors: ['CallFiltered'],
    storage: [
      'Account',
      'ExtrinsicCount',
      'BlockWeight',
      'AllExtrinsicsLen',
      'BlockHash',
      'Number',
      'ParentHash',
      'Digest',
      'Events',
      'EventCount',
      'LastRuntimeUpgrade',
    ],
    constants: ['BlockWeights', 'BlockLength', 'BlockHashCount', 'DbWeight', 'Version', 'SS58Prefix'],
  },
  Timestamp: { calls: ['set'], storage: ['Now'], constants: ['MinimumPeriod'] },
  Aura: { storage: ['Authorities', 'CurrentSlot'], constants: ['SlotDuration'] },
  Balances: {
    calls: ['transfer_allow_death', 'transfer_keep_alive', 'transfer_all', 'burn'],
    events: [
      'Endowed',
      'DustLost',
      'Transfer',
      'Reserved',
      'Unreserved',
      'Deposit',
      'Withdraw',
      'Minted',
      'Burned',
      'Issued',
      'Rescinded',
    ],
    errors: ['LiquidityRestrictions', 'InsufficientBalance', 'ExistentialDeposit', 'Expendability'],
    storage: ['TotalIssuance', 'InactiveIssuance', 'Account', 'Locks', 'Reserves'],
    constants: ['ExistentialDeposit', 'MaxLocks', 'MaxReserves', 'MaxFreezes'],
  },
  TransactionPayment: {
    events: ['TransactionFeePaid'],
    storage: ['NextFeeMultiplier', 'StorageVersion'],
    constants: ['OperationalFeeMultiplier'],
  },
  Utility: {
    calls: ['batch', 'as_derivative', 'batch_all', 'force_batch'],
    events: ['BatchInterrupted', 'BatchCompleted', 'BatchCompletedWithErrors', 'ItemCompleted', 'ItemFailed'],
    errors: ['TooManyCalls', 'InvalidDerivedAccount'],
    constants: ['batched_calls_limit'],
  },
}

/** Runtime APIs by name and method. */
export const implementedApis: Readonly<Record<string, readonly string[]>> = {
  Core: ['version'],
  Metadata: ['metadata', 'metadata_at_version', 'metadata_versions'],
  AuraApi: ['slot_duration', 'authorities'],
  AccountNonceApi: ['account_nonce'],
  TransactionPaymentApi: ['query_info', 'query_fee_details', 'query_weight_to_fee', 'query_length_to_fee'],
}
