import type { ExtrinsicRef } from '../../mechanisms/intent.ts'
import type { ChainEvent } from './block.ts'
import type { HotkeySwap, WeighingChanged, WeightsOpened } from './facts.ts'
import type { Watched } from './watch-list.ts'

type Found = WeightsOpened | WeighingChanged | HotkeySwap

/** What becomes of weights, and of what they are made from, whatever did it: the block opens commits by itself. */
export function readWeighing(
  events: readonly ChainEvent[],
  extrinsic: ExtrinsicRef,
  { pots }: Pick<Watched, 'pots'>,
): Found[] {
  return events.flatMap((event): Found[] => {
    if (event.kind === 'weighing-changed') {
      const { kind, netuid, uid } = event
      return [{ kind, netuid, uid, extrinsic }]
    }
    if (event.kind === 'hotkey-swapped') return [{ kind: 'hotkey-swap', coldkey: event.coldkey, extrinsic }]
    if (event.kind !== 'weights-opened') return []
    const { kind, netuid, mechanism, hotkey } = event
    const pot = pots.get(hotkey)
    return pot ? [{ kind, pot, netuid, mechanism, extrinsic }] : []
  })
}
