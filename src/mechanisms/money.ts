/** An amount of TAO in rao, the chain's integer unit (a u64 there). Never a float, never a string. */
export type Rao = bigint & { readonly __unit: 'rao' }

/** 1 TAO = 1e9 rao: the chain's 9 decimals. */
export const RAO_PER_TAO = 1_000_000_000n

/** An amount of a subnet's alpha in its integer unit (a u64 on the chain): 1 alpha = 1e9 units. Never mixed with rao. */
export type Alpha = bigint & { readonly __unit: 'alpha' }

/** The largest balance the chain can hold: a u64. */
const MAXIMUM_RAO = 2n ** 64n - 1n

/** Names a bigint as rao. It checks nothing, so that rules stay total: whoever reads input asks `isRao` first. */
export function rao(value: bigint): Rao {
  return value as Rao
}

/** Names a bigint as units of alpha. It checks nothing, as `rao` does. */
export function alpha(value: bigint): Alpha {
  return value as Alpha
}

/** Whether the chain could hold this amount: 0 to 2^64 - 1 rao. */
export function isRao(value: bigint): value is Rao {
  return value >= 0n && value <= MAXIMUM_RAO
}

/** The shortest exact decimal with its unit: `1.5 TAO`, `0.000000001 TAO`, `-2 TAO` for a difference. */
export const formatTao = (value: bigint): string => `${decimal(value)} TAO`

/** The same of alpha: `1.5 alpha`. */
export const formatAlpha = (value: bigint): string => `${decimal(value)} alpha`

/** Of nine decimals, which TAO and alpha both have. */
function decimal(value: bigint): string {
  const sign = value < 0n ? '-' : ''
  const size = value < 0n ? -value : value
  const fraction = (size % RAO_PER_TAO).toString().padStart(9, '0').replace(/0+$/, '')
  return `${sign}${size / RAO_PER_TAO}${fraction && `.${fraction}`}`
}
