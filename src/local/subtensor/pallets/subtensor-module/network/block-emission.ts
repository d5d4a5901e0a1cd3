const totalSupply = 21_000_000n * 1_000_000_000n
const firstEmission = 1_000_000_000n

/**
 * What a block brings into existence, of TAO by its issuance and of a subnet's alpha by its own: one, halved when half of
 * the supply is there, again at three quarters, and so on; nothing beyond the supply.
 */
export function blockEmission(issuance: bigint): bigint {
  if (issuance >= totalSupply) return 0n
  const left = totalSupply - issuance
  let emission = firstEmission
  for (let share = 2n; left * share <= totalSupply; share *= 2n) emission /= 2n
  return emission
}
