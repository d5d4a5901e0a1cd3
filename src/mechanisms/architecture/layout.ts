import type { ChainLimits, Design, Mechanism } from './architecture.ts'

/** One mechanism on chain, and what of the architecture lives in it. */
export interface Slot {
  readonly mechanisms: readonly [Mechanism, ...Mechanism[]]
  /** Basis points of the subnet's emission; inside, those who share it divide it by their own shares. */
  readonly share: number
}

/** How many mechanisms a subnet can have with this many UIDs in each. */
export const mechanismsAllowed = (uids: number, limits: ChainLimits): number =>
  Math.min(limits.maximumMechanisms, Math.floor(limits.maximumUids / Math.max(uids, 1)))

/**
 * C1: the mechanisms on chain, by their ids there. Selling needs none. Where fewer are allowed than the architecture wants,
 * innovation lives in the mechanism of the first team; it may still be more than are allowed.
 */
export function layoutOf({ mechanisms }: Design, allowed: number): Slot[] {
  const earning = mechanisms.filter(({ kind }) => kind !== 'selling')
  const host = earning.find(({ kind }) => kind === 'team')
  if (earning.length <= allowed || !host)
    return earning.map((one) => ({ mechanisms: [one], share: one.share }))
  const guests = earning.filter(({ kind }) => kind === 'innovation')
  const share = guests.reduce((sum, guest) => sum + guest.share, host.share)
  return earning
    .filter(({ kind }) => kind !== 'innovation')
    .map((one): Slot => {
      if (one !== host) return { mechanisms: [one], share: one.share }
      return { mechanisms: [one, ...guests], share }
    })
}
