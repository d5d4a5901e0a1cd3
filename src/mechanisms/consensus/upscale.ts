const ONE = 2n ** 32n
const U16_MAX = 65_535n
const I32F32_MAX = 2n ** 63n - 1n

/**
 * Scales values so that the highest is 65,535, rounded, as the chain does with weights before it stores them (pallet
 * subtensor, `vec_max_upscale_to_u16`). Values are at least 0, in fixed point: whole numbers of 2^-32. Nothing but zeros
 * stays so.
 */
export function upscale(values: readonly bigint[]): number[] {
  const highest = values.reduce((most, value) => (value > most ? value : most), 0n)
  return values.map((value) => (highest > 0n ? Number(rounded(scaled(value, highest))) : 0))
}

/** Above 32,768 the product would not fit, so that the chain divides first. */
const scaled = (value: bigint, highest: bigint): bigint =>
  highest > 32_768n * ONE
    ? saturated((value * ((U16_MAX * ONE * ONE) / highest)) / ONE)
    : (saturated(value * U16_MAX) * ONE) / highest

const saturated = (value: bigint): bigint => (value > I32F32_MAX ? I32F32_MAX : value)

const rounded = (value: bigint): bigint => {
  const whole = (value + ONE / 2n) / ONE
  return whole > U16_MAX ? U16_MAX : whole
}
