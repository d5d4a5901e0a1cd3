import type { Registered } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import type { ChainEvent } from './block.ts'

type Made = ChainEvent & { readonly kind: 'network-added' | 'network-admitted' }

/** What the chain says of a network that it has registered: its block only where the network had waited for a place. */
export const registeredBy = (event: Made): Registered => ({
  netuid: event.netuid,
  ...(event.kind === 'network-admitted' && { registeredIn: event.registeredIn }),
  ...(event.lockCost !== null && { lockCost: rao(event.lockCost) }),
})
