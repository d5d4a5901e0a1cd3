// What the chain's errors mean for whoever signed, and what to do. The names are those of the runtime's metadata.

const FUNDS = 'The key has too little free TAO for it. Send some to its address, or name less.'
const WAIT = 'The chain lets this be done only so often. Wait some blocks, and run it again.'
const OPEN_CALL = 'The approval does not fit the open call any more. Run it again: it reads the call anew.'

const MEANINGS: Readonly<Record<string, string>> = {
  'Crowdloan.CapRaised':
    'The crowdloan has its target already, so it takes nothing more. Look for another idea: `tributary ideas --phase funding`.',
  'Crowdloan.ContributionPeriodEnded':
    'The crowdloan’s time is over. If its target is missed, what was given goes back by itself.',
  'Crowdloan.ContributionTooLow':
    'It is less than the smallest contribution of this crowdloan. Name a larger --amount-tao.',
  'Crowdloan.MaxContributorsReached':
    'The crowdloan has as many funders as the chain allows, and takes nothing more from any of them. A place is free again when one withdraws.',
  'Crowdloan.MaxContributionReached': 'You have given as much as one funder may. Nothing more is taken.',
  'Crowdloan.InvalidCrowdloanId':
    'The node knows no such crowdloan. Is it a node of the network that the App is on? Name one with --node.',
  'Crowdloan.AlreadyFinalized': 'The crowdloan is finalized: nothing goes in or out any more.',
  'Crowdloan.NoContribution': 'This key has nothing in the crowdloan. Use the key that contributed.',
  'Crowdloan.DepositCannotBeWithdrawn':
    'What is left is the deposit of whoever opened the crowdloan. It stays until the end.',
  'Crowdloan.InsufficientBalance': FUNDS,
  'Balances.InsufficientBalance': FUNDS,
  'Balances.Expendability': FUNDS,
  'Token.FundsUnavailable': FUNDS,
  'Token.NotExpendable': FUNDS,
  'Token.BelowMinimum': 'So little cannot be held by an account: name more.',
  'Balances.LiquidityRestrictions': 'Part of the key’s TAO is locked. Name less, or unlock it first.',
  'Balances.ExistentialDeposit': 'So little cannot be held by an account: name more.',
  'SubtensorModule.NotEnoughStakeToWithdraw': 'The key has less alpha there. Name less.',
  'SubtensorModule.AmountTooLow': 'It is less than the chain moves in one call. Name more.',
  'SubtensorModule.TransferDisallowed':
    'The subnet’s owner has switched transfers of its alpha off: nothing can be bought now.',
  'SubtensorModule.SubnetNotExists': 'The chain has no such subnet: it may have been dissolved.',
  'SubtensorModule.SubtokenDisabled': 'The subnet has not started: its alpha cannot be moved yet.',
  'SubtensorModule.TxRateLimitExceeded': WAIT,
  'SubtensorModule.NetworkTxRateLimitExceeded': WAIT,
  'SubtensorModule.CannotAffordLockCost': 'Registering a network costs more than the pot has.',
  'SubtensorModule.ColdkeySwapAnnounced':
    'A swap of this coldkey is announced, so it may do nothing else. Clear or carry out the swap first.',
  'Multisig.AlreadyApproved': 'This key has approved it already.',
  'Multisig.NotFound': OPEN_CALL,
  'Multisig.WrongTimepoint': OPEN_CALL,
  'Multisig.UnexpectedTimepoint': OPEN_CALL,
  'Multisig.NoTimepoint': OPEN_CALL,
  'Multisig.MaxWeightTooLow':
    'The call weighs more than it was opened with. The App weighs it anew: run this again in some minutes.',
  'Proxy.NotProxy': 'This key may not act for that account.',
  'Proxy.TooMany': 'The account has as many proxies as it may have.',
}

/** An error of the chain's runtime, such as `Crowdloan.CapRaised`, for a person. */
export function refusalInWords(code: string): string {
  const meaning = Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : null
  const words = meaning ?? `It says no more than that: ${spelled(code)}.`
  return `The chain refused it: ${code}. ${words}\nNothing was moved but the network fee.`
}

/** `SubtensorModule.SameNetuid` as `same netuid`. */
const spelled = (code: string): string =>
  code
    .replace(/^.*\./, '')
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ')
    .toLowerCase()

/** What a node says that does not take an extrinsic at all: https://docs.rs/sc-rpc-api. No fee is taken then. */
const REJECTIONS: readonly (readonly [says: RegExp, meaning: string])[] = [
  [/Inability to pay some fees/, 'The key has too little free TAO for the network fee.'],
  [/Transaction is outdated|Ancient birth block/, 'It was signed too long ago, or by a clock that is wrong.'],
  [/^1014\b|Priority is too low/, 'Another extrinsic of this key waits in the node. Wait for a block.'],
  [/Transaction has a bad signature/, 'The node takes it for another network’s. Is --node the right one?'],
]

export function rejectionInWords(message: string): string {
  const [, meaning] = REJECTIONS.find(([says]) => says.test(message)) ?? []
  return meaning ? `The node did not take it: ${meaning} Nothing was moved. (${message})` : message
}
