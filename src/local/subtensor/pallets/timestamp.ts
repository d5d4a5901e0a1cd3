import { fail, plainError } from '../runtime/errors.ts'
import { call, type Pallet, type RuntimeCall } from '../runtime/pallet.ts'
import { storageItem } from '../runtime/storage.ts'
import { weights } from '../weights.ts'

/** milliseconds since 1970 */
export const timestampNow = storageItem<[], bigint>('Timestamp', 'Now')

export function setTimestamp(milliseconds: number): RuntimeCall {
  return { type: 'Timestamp', value: { type: 'set', value: { now: BigInt(milliseconds) } } }
}

export const timestampPallet: Pallet = {
  name: 'Timestamp',
  calls: {
    set: call<{ now: bigint }>({
      weight: weights.Timestamp.set,
      class: 'Mandatory',
      dispatch(ctx, origin, args) {
        if (origin.type !== 'None') fail(plainError('BadOrigin'))
        const before = timestampNow.get(ctx)
        const period = ctx.constant<bigint>('Timestamp', 'MinimumPeriod')
        if (before > 0n && args.now < before + period) {
          throw new Error('the block’s timestamp is too close to its parent’s')
        }
        timestampNow.put(ctx, args.now)
        return undefined
      },
    }),
  },
}
