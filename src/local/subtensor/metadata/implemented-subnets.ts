import type { ImplementedPallet } from './implemented-pallet.ts'

/** Staking, networks, neurons and epochs. */
export const subtensorModule: ImplementedPallet = {
  calls: [
    'add_stake',
    'remove_stake',
    'try_associate_hotkey',
    'register_network_with_identity',
    'start_call',
    'set_subnet_identity',
  ],
  events: [
    'NetworkAdded',
    'StakeAdded',
    'StakeRemoved',
    'MaxAllowedUidsSet',
    'MinAllowedWeightSet',
    'ImmunityPeriodSet',
    'MaxAllowedValidatorsSet',
    'RegistrationAllowed',
    'SubnetIdentitySet',
    'SubnetOwnerHotkeySet',
    'FirstEmissionBlockNumberSet',
  ],
  errors: [
    'HotKeyAccountNotExists',
    'NonAssociatedColdKey',
    'NotEnoughBalanceToStake',
    'NetworkTxRateLimitExceeded',
    'NotSubnetOwner',
    'TxRateLimitExceeded',
    'InvalidIdentity',
    'MechanismDoesNotExist',
    'SubnetNotExists',
    'SubtokenDisabled',
    'AmountTooLow',
    'InsufficientLiquidity',
    'InsufficientBalance',
    'FirstEmissionBlockNumberAlreadySet',
    'NeedWaitingMoreBlocksToStarCall',
    'AdminActionProhibitedDuringWeightsWindow',
    'InvalidValue',
    'SubnetLimitReached',
    'CannotAffordLockCost',
    'TooManyUIDsPerMechanism',
    'CannotUseSystemAccount',
  ],
  storage: [
    ...['TotalIssuance', 'TotalStake', 'NetworksAdded', 'TotalNetworks', 'SubtokenEnabled'],
    ...['Owner', 'OwnedHotkeys', 'StakingHotkeys', 'Delegates', 'LastColdkeyHotkeyStakeBlock'],
    ...['TotalHotkeyAlpha', 'TotalHotkeySharesV2', 'AlphaV2'],
    // The network of networks
    ...['SubnetLimit', 'NetworkRateLimit', 'NetworkMinLockCost', 'NetworkLastLockCost'],
    ...['NetworkLockReductionInterval', 'NetworkRegistrationStartBlock', 'StartCallDelay'],
    ...['LastRateLimitedBlock', 'TransactionKeyLastBlock', 'AdminFreezeWindow', 'OwnerHyperparamRateLimit'],
    // A subnet
    ...[
      'SubnetOwner',
      'SubnetOwnerHotkey',
      'SubnetMechanism',
      'NetworkRegisteredAt',
      'RegisteredSubnetCounter',
    ],
    ...['FirstEmissionBlockNumber', 'SubnetIdentitiesV3', 'SubnetLocked'],
    ...[
      'SubnetTAO',
      'SubnetAlphaIn',
      'SubnetAlphaOut',
      'SubnetEmissionEnabled',
      'RAORecycledForRegistration',
    ],
    ...['Tempo', 'LastEpochBlock', 'MaxMechanismCount', 'MechanismCountCurrent', 'MechanismEmissionSplit'],
    // Its hyperparameters
    ...['NetworkRegistrationAllowed', 'MaxAllowedUids', 'MaxAllowedValidators', 'MinAllowedWeights'],
    ...['ImmunityPeriod', 'Yuma3On', 'Burn', 'Kappa', 'ActivityCutoff', 'RegistrationsThisInterval'],
    // Its neurons
    ...['SubnetworkN', 'Uids', 'Keys', 'IsNetworkMember', 'BlockAtRegistration', 'Active', 'Emission'],
    ...[
      'Consensus',
      'Incentive',
      'Dividends',
      'LastUpdate',
      'ValidatorTrust',
      'ValidatorPermit',
      'Weights',
      'Bonds',
    ],
  ],
  constants: [
    ...['InitialMinStake', 'SubtensorPalletId', 'InitialTempo', 'InitialMaxAllowedUids'],
    ...['InitialNetworkMinLockCost', 'InitialNetworkRateLimit', 'InitialNetworkLockReductionInterval'],
  ],
}

/** What a subnet's owner sets. Calls that only root may make are not here: nobody is root. */
export const adminUtils: ImplementedPallet = {
  calls: ['sudo_set_mechanism_count', 'sudo_set_mechanism_emission_split'],
}
