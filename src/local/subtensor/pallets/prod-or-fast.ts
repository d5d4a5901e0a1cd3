import type { Context } from '../runtime/pallet.ts'

/** What the runtime has two of, where no constant tells which: one for the main network, one for the build with fast blocks. */
export function prodOrFast<Value>(ctx: Pick<Context, 'constant'>, prod: Value, fast: Value): Value {
  return ctx.constant<bigint>('Aura', 'SlotDuration') < 1_000n ? fast : prod
}
