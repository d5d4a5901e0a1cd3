import type { ExtrinsicRef } from '../../mechanisms/intent.ts'
import { alpha } from '../../mechanisms/money.ts'
import type { ChainEvent, StakeChange } from './block.ts'
import type { AlphaIncome, Watched } from './read-block.ts'

type Transferred = ChainEvent & { readonly kind: 'stake-transferred' }

/**
 * Alpha that one extrinsic brought into our pots from others, transfer by transfer, whatever call it came by. How much it was stands in the
 * pair before: the chain tells the transfer itself with what it is worth in TAO. Staking anew and moving between hotkeys are no transfers.
 */
export function readAlpha(
  extrinsic: ExtrinsicRef,
  events: readonly ChainEvent[],
  { pots }: Pick<Watched, 'pots'>,
): AlphaIncome[] {
  const all = events.flatMap((event, position) =>
    event.kind === 'stake-transferred' ? [{ event, before: events.slice(0, position) }] : [],
  )
  return all.flatMap(({ event, before }, transfer) => {
    const pot = pots.has(event.from) ? undefined : pots.get(event.to)
    const added = pot && pairBefore(before, event)
    if (!added) return []
    const { toNetuid: netuid, from: sender } = event
    return [{ kind: 'alpha', pot, sender, amount: alpha(added.alpha), netuid, transfer, extrinsic }]
  })
}

/** What was added of the last pair, if the pair is that of this transfer. */
function pairBefore(before: readonly ChainEvent[], event: Transferred): StakeChange | undefined {
  const [removed, added] = before
    .filter(
      (one): one is ChainEvent & StakeChange => one.kind === 'stake-removed' || one.kind === 'stake-added',
    )
    .slice(-2)
  const isPair =
    removed?.kind === 'stake-removed' &&
    added?.kind === 'stake-added' &&
    removed.coldkey === event.from &&
    added.coldkey === event.to &&
    removed.netuid === event.fromNetuid &&
    added.netuid === event.toNetuid
  return isPair ? added : undefined
}
