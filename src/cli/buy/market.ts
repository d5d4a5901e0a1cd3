import type { Doubt, NamedCounter } from '../../handlers/sales/owner.ts'
import { percentOf } from '../../handlers/sales/percent.ts'
import { alpha, formatAlpha } from '../../mechanisms/money.ts'
import { type Bought, besideOthers, grown, NAMED, thinned } from '../../mechanisms/sales/table.ts'
import { ask } from '../approve/api.ts'
import { findSubnet } from '../find-subnet.ts'
import { oneLine } from '../output.ts'

/** A live subnet that sells, and what was bought of it. */
export interface Market extends NamedCounter {
  readonly bought: readonly Bought[]
}

interface InForce {
  readonly architecture: { readonly registered_in: number | null } | null
}

interface Shares {
  readonly table: {
    readonly shares: readonly { readonly coldkey: string; readonly alpha_rao: string }[]
  }
}

/** Asks the App's explorer. Throws, in words, where nothing is sold. */
export async function readMarket(explorer: string, asked: string): Promise<Market> {
  const { netuid, phase, treasury: wallet, of } = await findSubnet(explorer, asked)
  if (phase !== 'live' || wallet === null)
    throw new Error(
      `Subnet ${netuid} sells nothing now: it is ${oneLine(phase)}. Shares are sold while it is live.`,
    )
  const { architecture } = await ask<InForce>(explorer, of('architecture'))
  const { table } = await ask<Shares>(explorer, of('shares'))
  const bought = table.shares.map(({ coldkey, alpha_rao }) => ({ coldkey, amount: alpha(BigInt(alpha_rao)) }))
  return { wallet, netuid, registeredIn: architecture?.registered_in ?? null, bought }
}

/** Why the node's answer forbids to send anything. */
export function refusal({ netuid, wallet }: Market, found: Doubt): string {
  const why =
    found.doubt === 'another-owner'
      ? `subnet ${netuid} belongs to ${found.owner}, not to ${oneLine(wallet)}, which the explorer names`
      : `subnet ${netuid} is not the network that was registered in block ${found.registeredIn}`
  return `By the node, in block ${found.block}, ${why}. Nothing was signed.`
}

/** What the purchase would make of the shares, a line each. */
export function quoteLines({ wallet, netuid, bought }: Market, coldkey: string, more: bigint): string[] {
  const { sold, own, others } = besideOthers(bought, coldkey)
  const { before, after } = grown(sold, own, more)
  const left = others.length - NAMED
  return [
    `With ${formatAlpha(more)} ${own > 0n ? 'more ' : ''}your share of subnet ${netuid} would be ${percentOf(after)}; now it is ${percentOf(before)}.`,
    ...others.slice(0, NAMED).map((other) => {
      const change = thinned(sold, other.amount, more)
      return `  ${other.coldkey}  ${percentOf(change.before)} → ${percentOf(change.after)}`
    }),
    ...(left > 0 ? [`  and ${left} others, in the same proportion`] : []),
    `It goes to the subnet’s wallet ${wallet}, and does not come back.`,
  ]
}
