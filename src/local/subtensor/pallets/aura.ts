import { toHex } from '../runtime/codec.ts'
import { accountBytes } from '../runtime/hashing.ts'
import type { Pallet } from '../runtime/pallet.ts'
import { storageItem } from '../runtime/storage.ts'

const authorities = storageItem<[], string[]>('Aura', 'Authorities')
export const currentSlot = storageItem<[], bigint>('Aura', 'CurrentSlot')

/** One authority makes every block. */
export const auraPallet: Pallet = {
  name: 'Aura',
  apis: {
    AuraApi: {
      slot_duration: (ctx) => ctx.constant<bigint>('Aura', 'SlotDuration'),
      authorities: (ctx) => authorities.get(ctx),
    },
  },
  genesis(ctx, genesis) {
    authorities.put(
      ctx,
      genesis.authorities.map((who) => toHex(accountBytes(who))),
    )
  },
}
