/** The chain's U96F32: whole numbers of 2^-32, truncated as the chain truncates. */
export type Fixed = bigint

const places = 32n

export const half: Fixed = 1n << (places - 1n)

export function fixed(whole: bigint): Fixed {
  return whole << places
}

export function multiply(left: Fixed, right: Fixed): Fixed {
  return (left * right) >> places
}

/** Nothing where the divisor is nothing. */
export function divide(left: Fixed, right: Fixed): Fixed {
  return right === 0n ? 0n : (left << places) / right
}

/** So many 65,535ths. */
export function share(u16: number): Fixed {
  return divide(fixed(BigInt(u16)), fixed(65_535n))
}

export function whole(value: Fixed): bigint {
  return value >> places
}
