import type { ExtrinsicRef } from '../../mechanisms/intent.ts'
import { alpha } from '../../mechanisms/money.ts'
import type { ChainEvent, StakeChange } from './block.ts'
import type { AlphaIncome } from './facts.ts'
import type { Watched } from './watch-list.ts'

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
  const income: AlphaIncome[] = []
  const changes: StakeChange[] = []
  let transfer = 0
  for (const event of events) {
    if (event.kind === 'stake-removed' || event.kind === 'stake-added') changes.push(event)
    if (event.kind !== 'stake-transferred') continue
    const { from: sender, to, toNetuid: netuid } = event
    const pot = pots.has(sender) ? undefined : pots.get(to)
    const added = pot && pairOf(event, changes.at(-2), changes.at(-1))
    if (added)
      income.push({ kind: 'alpha', pot, sender, amount: alpha(added.alpha), netuid, transfer, extrinsic })
    transfer += 1
  }
  return income
}

/** What was added, if the last two changes are those of this transfer. */
function pairOf(
  event: Transferred,
  removed: StakeChange | undefined,
  added: StakeChange | undefined,
): StakeChange | undefined {
  const isPair =
    removed?.kind === 'stake-removed' &&
    added?.kind === 'stake-added' &&
    removed.coldkey === event.from &&
    added.coldkey === event.to &&
    removed.netuid === event.fromNetuid &&
    added.netuid === event.toNetuid
  return isPair ? added : undefined
}
