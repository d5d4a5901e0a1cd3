/**
 * What the suite holds every node against: the facts of `CHAIN.md` under the heading that each comment names.
 * Amounts are rao.
 */

export const tao = 1_000_000_000n

/** "Basics" */
export const existentialDeposit = 500n

/** "Basics": what the four extensions of its own encode to, so that the client does not warn. */
export const signedExtensions = Object.fromEntries(
  [
    'SudoTransactionExtension',
    'CheckShieldedTxValidity',
    'SubtensorTransactionExtension',
    'DrandPriority',
  ].map((name) => [name, { extrinsic: {}, payload: {} }]),
)

/** A fee as it was measured, and the length in bytes of the extrinsic that paid it: every byte costs one rao. */
export type MeasuredFee = { readonly fee: bigint; readonly bytes: number }

/** "Pots and payments", tried at spec 218 */
export const transferKeepAliveFee: MeasuredFee = { fee: 135_263n, bytes: 147 }
export const multisigOfDerivativeFee: MeasuredFee = { fee: 263_313n, bytes: 186 }
export const multisigOfBatchFee: MeasuredFee = { fee: 650_436n, bytes: 279 }
export const batchAllFee: MeasuredFee = { fee: 191_301n, bytes: 191 }

/** "Pots and payments": held while a multisig operation is open. */
export function multisigDeposit(threshold: number): bigint {
  return (132n * tao + 32n * tao * BigInt(threshold)) / 1_000n
}

/** rao, held while an account has so many delegates: the constants of the pallet Proxy at spec 424. */
export function proxyDeposit(delegates: number): bigint {
  return (60n * tao + 33n * tao * BigInt(delegates)) / 1_000n
}

/** "Crowdloan": limits */
export const leastDeposit = 10n * tao
export const leastContribution = tao / 10n
export const mostContributors = 500
export const refundsPerCall = 50

/** "Crowdloan", tried at spec 300. The refund's is what it is priced for: fifty contributors. */
export const crowdloanFees = {
  create: { fee: 363_202n, bytes: 159 },
  contribute: { fee: 326_288n, bytes: 114 },
  withdraw: { fee: 324_640n, bytes: 109 },
  finalize: { fee: 325_116n, bytes: 109 },
  refund: { fee: 7_106_384n, bytes: 109 },
  dissolve: { fee: 276_388n, bytes: 109 },
} satisfies Record<string, MeasuredFee>

/** "Subnets": the least that can be staked or moved. */
export const leastStake = 2_000_000n
